/** Values, sizes and times in words. */
import { count, numberText } from "../format/numbers";

const DIGITS = 6;
const UNITS = ["bytes", "KB", "MB", "GB", "TB"];

export function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1000 && unit < UNITS.length - 1) [size, unit] = [size / 1000, unit + 1];
  return `${unit === 0 ? count(size) : size.toPrecision(3)} ${UNITS[unit] as string}`;
}

export function timeText(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}

/** A value as a line of text; numbers to six digits, all of them on hover. */
export function valueText(value: unknown): string {
  if (typeof value === "number") return numberText(value, DIGITS);
  if (value === null || value === undefined) return "–";
  return typeof value === "object" ? jsonText(value) : String(value);
}

/** JSON with a space after each comma, where a long line may break. */
function jsonText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${jsonText(one)}`).join(", ")}}`;
}

/** The leaves of nested values under dotted names, in their order. */
export function leaves(values: Readonly<Record<string, unknown>>, above = ""): readonly (readonly [string, unknown])[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const isObject = value !== null && typeof value === "object" && !Array.isArray(value) && Object.keys(value).length > 0;
    return isObject ? leaves(value as Readonly<Record<string, unknown>>, `${above}${key}.`) : [[`${above}${key}`, value] as const];
  });
}
