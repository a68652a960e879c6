/** Numbers as people read them: of values, and of places on each kind of x axis. */
import type { PanelMeta } from "./data";

export function valueText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e6 || size < 1e-4) ? value.toExponential(3) : String(Number(value.toPrecision(5)));
}

export function xText(value: number, kind: PanelMeta["x_kind"]): string {
  if (kind === "time") return new Date(value).toLocaleString();
  if (kind === "seconds") return durationText(value);
  return kind === "whole" ? Math.round(value).toLocaleString() : valueText(value);
}

function durationText(seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 60) return `${Number(seconds.toPrecision(3))} s`;
  if (size < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}
