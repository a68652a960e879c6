/** Boxes that a script drew on an image: where they are, in shares of its size, and what they are called. */
import { numberText } from "../format/numbers";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly color: string;
}

const COLORS = ["#e6194b", "#3cb44b", "#4363d8", "#f58231", "#911eb4", "#008080", "#9a6324", "#808000", "#f032e6", "#000075"];

type Facts = Readonly<Record<string, unknown>>;
const object = (value: unknown): Facts => (value !== null && typeof value === "object" ? (value as Facts) : {});
const number = (value: unknown): number => (typeof value === "number" ? value : Number.NaN);

/** The boxes in an image's facts, as W&B's `boxes=` has them; those that are none are left out. */
export function boxesOf(facts: Facts): Box[] {
  const [width, height] = [number(facts["width"]), number(facts["height"])];
  return Object.values(object(facts["boxes"])).flatMap((group) => {
    const { box_data: data, class_labels: labels } = object(group);
    if (!Array.isArray(data)) return [];
    return data.flatMap((one: unknown) => boxOf(object(one), object(labels), width, height));
  });
}

function boxOf(box: Facts, labels: Facts, width: number, height: number): Box[] {
  const at = object(box["position"]);
  const isPixels = box["domain"] === "pixel";
  const [across, down] = isPixels ? [width, height] : [1, 1];
  const middle = Array.isArray(at["middle"]) ? (at["middle"] as unknown[]).map(number) : null;
  const sides = middle
    ? sidesAround(middle[0] as number, middle[1] as number, number(at["width"]), number(at["height"]))
    : [number(at["minX"]), number(at["minY"]), number(at["maxX"]), number(at["maxY"])];
  const [left, top, right, bottom] = sides.map((side, place) => side / (place % 2 ? down : across)) as [number, number, number, number];
  if (![left, top, right, bottom].every(Number.isFinite)) return [];
  const id = box["class_id"];
  const scores = Object.entries(object(box["scores"])).map(([name, score]) => `${name} ${numberText(number(score), 3)}`);
  const name = box["box_caption"] ?? labels[String(id)] ?? (id === undefined ? "" : `class ${String(id)}`);
  const label = [String(name), ...(box["box_caption"] ? [] : scores)].filter(Boolean).join(", ");
  return [{ left, top, width: right - left, height: bottom - top, label, color: COLORS[Math.abs(number(id) || 0) % COLORS.length] as string }];
}

function sidesAround(x: number, y: number, width: number, height: number): number[] {
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
}

/** The boxes over their image. */
export function Boxes({ boxes }: { boxes: readonly Box[] }) {
  return (
    <svg class="boxes" viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={boxes.map(({ label }) => label).join("; ")}>
      {boxes.map(({ left, top, width, height, label, color }, place) => (
        <rect key={place} x={left * 100} y={top * 100} width={width * 100} height={height * 100} fill="none" stroke={color} stroke-width={2} vector-effect="non-scaling-stroke">
          <title>{label}</title>
        </rect>
      ))}
    </svg>
  );
}
