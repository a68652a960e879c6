/** How much a chart may have the page show, whatever it says: takes its values, gives texts and rows of a bounded length. */
import { count } from "../format/numbers";
import type { TooltipRows } from "./live_messages";

const MOST_LETTERS = 1_000;
const MOST_ROWS = 40;

/** The text, its end left out where it is too long to be read. */
export function clipped(text: string): string {
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS)}…`;
}

/** Any value as a text: what holds others as JSON. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return clipped(String(value));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  try {
    return clipped(JSON.stringify(value));
  } catch {
    return "[…]"; // it holds itself
  }
}

/** What a tooltip says; null where it says nothing. */
export function tooltipRows(value: unknown): TooltipRows | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value !== "object" || value instanceof Date) return [["", textOf(value)]];
  const entries = Object.entries(value);
  const rows = entries.slice(0, MOST_ROWS).map(([name, one]) => [clipped(name), textOf(one)] as const);
  const nMore = entries.length - rows.length;
  return nMore > 0 ? [...rows, ["", `and ${count(nMore)} more`]] : rows;
}
