/**
 * Round places on an axis and what they are called: takes the ends of an axis and about how many ticks fit.
 * The places are d3's, as in Vega, and the words those of `chartkit/workspace/lines/axes.py`, so that an exported panel
 * has the axes that the page paints; `test_ticks.py` compares them.
 */
import { format } from "d3-format";
import { scaleLinear, scaleLog, scaleTime } from "d3-scale";
import type { PanelMeta } from "./data";

export interface Tick {
  readonly value: number;
  /** Empty for a tick between the named ones. */
  readonly label: string;
}

type Ends = readonly [number, number];

/** Between closer ends d3 finds no places: steps this small have no inverse. */
const LEAST_SPAN = 1e-290;

const UNITS = [[86_400, "d"], [3_600, "h"], [60, "m"]] as const;
const big = format(".9~s");
const exponential = format(".9~e");
const plain = format(",.12~f");

export function ticksOf(ends: Ends, count: number, kind: PanelMeta["x_kind"], isLog: boolean): Tick[] {
  if (!(ends[1] - ends[0] > LEAST_SPAN)) return [];
  if (kind === "time") return timeTicks(ends, count);
  const [unit, name] = kind === "seconds" ? unitOf(ends) : ([1, ""] as const);
  const inUnits: Ends = [ends[0] / unit, ends[1] / unit];
  const most = kind === "whole" ? Math.min(count, Math.max(1, Math.floor(ends[1] - ends[0]))) : count; // no half steps
  const found = isLog ? logTicks(inUnits, count) : linearTicks(inUnits, most);
  return found.map(({ value, label }) => ({ value: value * unit, label: label && label + name }));
}

/** Seconds are counted in the largest unit of which the axis has two. */
const unitOf = ([low, high]: Ends): readonly [number, string] => UNITS.find(([size]) => high - low >= 2 * size) ?? [1, "s"];

function linearTicks(ends: Ends, count: number): Tick[] {
  const scale = scaleLinear().domain(ends);
  const text = scale.tickFormat(count);
  return scale.ticks(count).map((value) => ({ value, label: labelOf(value, text) }));
}

/** As many are named as Vega names: all, or those at the start of each power of ten. */
function logTicks(ends: Ends, count: number): Tick[] {
  const ticks = scaleLog().domain(ends).ticks(count);
  const most = Math.max(1, (10 * count) / ticks.length);
  const isNamed = (value: number): boolean => {
    const part = value / Math.pow(10, Math.round(Math.log(value) / Math.LN10));
    return (part * 10 < 9.5 ? part * 10 : part) <= most - 1e-9;
  };
  return ticks.map((value) => ({ value, label: isNamed(value) ? labelOf(value, plain) : "" }));
}

function labelOf(value: number, otherwise: (value: number) => string): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 1e27 || size < 1e-4) return exponential(value); // past yotta there is no prefix
  return size >= 1e5 ? big(value) : otherwise(value);
}

/** Places on the clock of where the reader is. */
function timeTicks(ends: Ends, count: number): Tick[] {
  const scale = scaleTime().domain(ends);
  return scale.ticks(count).map((time) => ({ value: time.getTime(), label: scale.tickFormat(count, formOf(time))(time) }));
}

function formOf(time: Date): string {
  if (time.getMilliseconds()) return "%H:%M:%S.%L";
  if (time.getSeconds()) return "%H:%M:%S";
  if (time.getHours() || time.getMinutes()) return "%H:%M";
  if (time.getDate() > 1) return "%b %-d";
  return time.getMonth() ? "%b" : "%Y";
}
