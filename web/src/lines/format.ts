/** Numbers as people read them: of values, and of places on each kind of x axis. */
import { durationText } from "../format/durations";
import { count, numberText } from "../format/numbers";
import type { PanelMeta } from "./data";

const DIGITS = 5;

export const valueText = (value: number): string => numberText(value, DIGITS);

export function xText(value: number, kind: PanelMeta["x_kind"]): string {
  if (kind === "time") return new Date(value).toLocaleString();
  if (kind === "seconds") return durationText(value);
  return kind === "whole" ? count(Math.round(value)) : valueText(value);
}
