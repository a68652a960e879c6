/** Round places on an axis and what they are called: takes the ends of an axis and about how many ticks fit. */
import type { PanelMeta } from "./data";

export interface Tick {
  readonly value: number;
  /** Empty for a tick between the named ones. */
  readonly label: string;
}

type XKind = PanelMeta["x_kind"];

const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 2592000];
const NAMES = new Intl.NumberFormat("en", { maximumFractionDigits: 12 });
const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 3 });

export function ticksOf(low: number, high: number, count: number, kind: XKind, isLog: boolean): Tick[] {
  if (!(high > low)) return [];
  if (isLog) return logTicks(low, high, count, kind);
  if (kind === "seconds") return secondTicks(low, high, count);
  if (kind === "time") return timeTicks(low, high, count);
  const step = kind === "whole" ? Math.max(1, roundStep((high - low) / count)) : roundStep((high - low) / count);
  const digits = Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9)));
  return placesOf(low, high, step).map((value) => ({ value, label: numberText(value, step, digits) }));
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function placesOf(low: number, high: number, step: number, offset = 0): number[] {
  const places: number[] = [];
  const first = Math.ceil((low - offset) / step - 1e-9);
  for (let at = first; at * step + offset <= high + step * 1e-9 && places.length < 200; at++) places.push(at * step + offset);
  return places;
}

function numberText(value: number, step: number, digits: number): string {
  if (Math.abs(value) < step * 1e-9) return digits ? (0).toFixed(Math.min(digits, 3)) : "0";
  const size = Math.abs(value);
  if (size >= 1e5) return size < 1e15 ? SHORT.format(value) : value.toExponential(1);
  if (digits > 5) return value.toExponential(Math.max(0, Math.min(3, Math.round(Math.log10(size / step)))));
  return NAMES.format(Number(value.toFixed(digits))).replace(/^(-?\d[\d,]*)(\.\d+)?$/, (whole) => (digits ? value.toFixed(digits) : whole));
}

/** Powers of ten are named, or every few of them; over less than a decade also what is between. */
function logTicks(low: number, high: number, count: number, kind: XKind): Tick[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const every = Math.max(1, Math.ceil((last - first) / Math.max(1, count)));
  const isShort = Math.log10(high / low) < 1.5;
  const found: Tick[] = [];
  for (let power = first; power <= last; power++) {
    for (let factor = 1; factor < 10; factor++) {
      const value = factor * 10 ** power;
      if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
      const isNamed = factor === 1 ? power % every === 0 : isShort && (factor === 2 || factor === 5);
      if (factor === 1 || every === 1) found.push({ value, label: isNamed ? logText(value, kind) : "" });
    }
  }
  return found;
}

const logText = (value: number, kind: XKind): string =>
  kind === "seconds" ? durationText(value, value) : value >= 1e5 ? SHORT.format(value) : value < 1e-3 ? value.toExponential(0) : NAMES.format(value);

function secondTicks(low: number, high: number, count: number): Tick[] {
  const least = (high - low) / count;
  const step = least < 1 ? roundStep(least) : (SECONDS.find((one) => one >= least) ?? roundStep(least / 86400) * 86400);
  return placesOf(low, high, step).map((value) => ({ value, label: durationText(value, step) }));
}

function durationText(value: number, step: number): string {
  const of = (unit: number, name: string): string => `${Number((value / unit).toPrecision(4))}${name}`;
  if (Math.abs(value) < step * 1e-9) return "0";
  if (step < 1) return `${Number(value.toPrecision(4))}s`;
  return step < 60 && Math.abs(value) < 600 ? of(1, "s") : step < 3600 ? of(60, "m") : step < 86400 ? of(3600, "h") : of(86400, "d");
}

/** Places on the clock of where the reader is. */
function timeTicks(low: number, high: number, count: number): Tick[] {
  const least = (high - low) / 1000 / count;
  const step = 1000 * (least < 1 ? roundStep(least) : (SECONDS.find((one) => one >= least) ?? Math.ceil(least / 31536000) * 31536000));
  const offset = new Date(low).getTimezoneOffset() * 60_000;
  const clock: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const options: Intl.DateTimeFormatOptions =
    step >= 86_400_000 ? { month: "short", day: "numeric" } : step >= 60_000 ? clock : { ...clock, second: "2-digit", ...(step < 1000 ? { fractionalSecondDigits: 3 as const } : {}) };
  const format = new Intl.DateTimeFormat("en", options);
  return placesOf(low, high, step, offset).map((value) => ({ value, label: format.format(value) }));
}
