/** Values as people read them: takes cells and times, gives short text; the whole stands in a tooltip. */
import { agoText } from "../format/durations";
import { count, numberText } from "../format/numbers";
import type { Cell } from "./types";

const DIGITS = 4;
let dates: Intl.DateTimeFormat | null = null;

/** A number as the table shows it. */
export const number = (value: number): string => numberText(value, DIGITS);

export function cellText(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return "";
  if (typeof cell === "number") return number(cell);
  if (typeof cell !== "object") return String(cell);
  return special(cell, cellText);
}

/** The whole value, as far as the server sent it. */
export function wholeText(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return "";
  return typeof cell === "object" ? special(cell, wholeText) : String(cell);
}

function special(cell: Exclude<Cell, null | number | string | boolean>, inside: (cell: Cell) => string): string {
  switch (cell.$) {
    case "nan":
      return "NaN";
    case "inf":
      return "∞";
    case "-inf":
      return "−∞";
    case "int":
      return cell.text;
    case "text":
      return `${cell.start}… (${count(cell.n_characters)} characters)`;
    case "value":
      return inside(cell.text);
  }
}

/** `3h ago`; of times over a month ago the date. */
export function ago(time: string | null): string {
  const at = time === null ? NaN : Date.parse(time);
  if (Number.isNaN(at)) return "";
  const seconds = (Date.now() - at) / 1000;
  if (seconds < 0 || seconds > 30 * 86_400) return dateOf(new Date(at));
  return agoText(seconds);
}

/** `Sep 28`, with the year where it is not this one. */
function dateOf(at: Date): string {
  const isThisYear = at.getFullYear() === new Date().getFullYear();
  return at.toLocaleDateString(undefined, { month: "short", day: "numeric", year: isThisYear ? undefined : "numeric" });
}

export function wholeTime(time: string | null): string {
  const at = time === null ? NaN : Date.parse(time);
  return Number.isNaN(at) ? "" : (dates ??= new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" })).format(at);
}
