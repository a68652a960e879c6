/** Numbers as people read them: of values, and of places on each kind of x axis. */
import { count, numberText } from "../format/numbers";
import type { PanelMeta } from "./data";

const DIGITS = 5;

export const valueText = (value: number): string => numberText(value, DIGITS);

export function xText(value: number, kind: PanelMeta["x_kind"]): string {
  if (kind === "time") return new Date(value).toLocaleString();
  if (kind === "seconds") return durationText(value);
  return kind === "whole" ? count(Math.round(value)) : valueText(value);
}

function durationText(seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 60) return `${Number(seconds.toPrecision(3))} s`;
  if (size < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}
