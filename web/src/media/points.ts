/** Files of molecules and clouds of points read as points: places between -1 and 1, colours, and bonds. */

export interface Points {
  readonly n: number;
  readonly what: "atoms" | "points";
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly colors: readonly string[];
  readonly bonds: readonly (readonly [number, number])[];
}

interface Atom {
  readonly place: readonly [number, number, number];
  readonly element: string;
}

/** Jmol's colours of elements, the common ones. */
const ELEMENTS: Readonly<Record<string, string>> = {
  H: "#c8c8c8", C: "#707070", N: "#3050f8", O: "#e02020", F: "#70c040", P: "#ff8000", S: "#c8a800", CL: "#1fc01f", BR: "#a62929", I: "#940094", FE: "#e06633", MG: "#5ab800", NA: "#ab5cf2", ZN: "#7d80b0",
};
const CLASSES = ["#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5", "#9c6b4e", "#9498a0"];
const BOND = 1.9;
const MOST_FOR_BONDS = 4_000;

/** The points in a file, by its ending; none where nothing of it can be read. */
export function parsed(file: string, text: string): Points {
  if (file.endsWith(".pts.json")) return cloud(JSON.parse(text) as readonly (readonly number[])[]);
  const atoms = file.endsWith(".pdb") ? pdb(text) : file.endsWith(".xyz") ? xyz(text) : sdf(text);
  const there = atoms.filter(({ place }) => place.every(Number.isFinite));
  const colors = there.map(({ element }) => ELEMENTS[element.toUpperCase()] ?? "#b070b0");
  return centred("atoms", there.map(({ place }) => place), colors, bondsOf(there));
}

function pdb(text: string): Atom[] {
  return text
    .split("\n")
    .filter((line) => /^(ATOM|HETATM)/.test(line))
    .map((line) => ({
      place: [Number(line.slice(30, 38)), Number(line.slice(38, 46)), Number(line.slice(46, 54))],
      element: line.slice(76, 78).trim() || line.slice(12, 14).replace(/[^A-Za-z]/g, ""),
    }));
}

function xyz(text: string): Atom[] {
  return text.split("\n").slice(2).map(words).filter((parts) => parts.length >= 4).map(([element, ...at]) => ({ element: element as string, place: numbers(at) }));
}

function sdf(text: string): Atom[] {
  const lines = text.split("\n");
  const n = Number(lines[3]?.slice(0, 3));
  return lines.slice(4, 4 + (n || 0)).map(words).map((parts) => ({ place: numbers(parts), element: parts[3] ?? "" }));
}

function cloud(rows: readonly (readonly number[])[]): Points {
  const colors = rows.map((row) => {
    if (row.length >= 6) return `rgb(${row.slice(3, 6).map(Math.round).join(",")})`;
    return CLASSES[Math.abs(Math.round(row[3] ?? 0)) % CLASSES.length] as string;
  });
  return centred("points", rows.map((row) => [row[0] ?? 0, row[1] ?? 0, row[2] ?? 0]), colors, []);
}

/** Atoms that are as near as a bond is long, in Ångström. */
function bondsOf(atoms: readonly Atom[]): (readonly [number, number])[] {
  if (atoms.length > MOST_FOR_BONDS) return [];
  const found: (readonly [number, number])[] = [];
  atoms.forEach(({ place: [x, y, z] }, index) => {
    for (let other = index + 1; other < atoms.length; other++) {
      const [a, b, c] = (atoms[other] as Atom).place;
      if ((x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2 < BOND ** 2) found.push([index, other]);
    }
  });
  return found;
}

function centred(what: Points["what"], places: readonly (readonly number[])[], colors: readonly string[], bonds: Points["bonds"]): Points {
  const axes = [0, 1, 2].map((axis) => Float64Array.from(places, (place) => place[axis] as number));
  const middles = axes.map((values) => (values.length ? (values.reduce((a, b) => Math.min(a, b)) + values.reduce((a, b) => Math.max(a, b))) / 2 : 0));
  const radius = places.reduce((most, place) => Math.max(most, Math.hypot(...place.slice(0, 3).map((value, axis) => value - (middles[axis] as number)))), 0) || 1;
  const [x, y, z] = axes.map((values, axis) => values.map((value) => (value - (middles[axis] as number)) / radius)) as [Float64Array, Float64Array, Float64Array];
  return { n: places.length, what, x, y, z, colors, bonds };
}

const words = (line: string): string[] => line.trim().split(/\s+/).filter(Boolean);
const numbers = (parts: readonly string[]): [number, number, number] => [Number(parts[0]), Number(parts[1]), Number(parts[2])];
