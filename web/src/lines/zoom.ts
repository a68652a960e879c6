/** Which part each panel shows: of x its own, or one for all panels with the same axis; of y always its own. */
import { type Signal, signal } from "@preact/signals";
import type { Scale } from "./scales";
import { isZoomShared } from "./settings";

export type Range = readonly [number, number];

type Ranges = Map<string, Signal<Range | null>>;
const own: Ranges = new Map();
const shared: Ranges = new Map();
const ofY: Ranges = new Map();

/** The part of x that a panel shows; null for all of it. */
export function rangeOf(panelId: string, axis: string): Signal<Range | null> {
  return isZoomShared.value ? kept(shared, axis) : kept(own, panelId);
}

/** The part of y that a panel shows; null for what its settings say. */
export function yRangeOf(panelId: string): Signal<Range | null> {
  return kept(ofY, panelId);
}

function kept(ranges: Ranges, name: string): Signal<Range | null> {
  const found = ranges.get(name) ?? signal<Range | null>(null);
  ranges.set(name, found);
  return found;
}

/** Show everything everywhere. */
export function resetAll(): void {
  for (const ranges of [own, shared, ofY]) for (const range of ranges.values()) range.value = null;
}

/** The range moved by a share of itself, or made larger or smaller around a place, within the whole. */
export function moved(range: Range, by: number, toPlace: (share: number) => number): Range {
  return ordered(toPlace(by), toPlace(1 + by), range);
}

export function scaled(range: Range, factor: number, center: number, toPlace: (share: number) => number): Range {
  return ordered(toPlace(center - center * factor), toPlace(center + (1 - center) * factor), range);
}

function ordered(low: number, high: number, otherwise: Range): Range {
  return Number.isFinite(low) && Number.isFinite(high) && low < high ? [low, high] : otherwise;
}

/** The number at a share of a range, on the axis as it is: linear or log. */
export function placeIn([low, high]: Range, { isLog }: Scale): (share: number) => number {
  return (share) => (isLog ? low * (high / low) ** share : low + share * (high - low));
}

/** What a panel is asked to show on an axis; its frame may still be that of before. */
export const rangeNow = (range: Range | null, { low, high }: Scale): Range => range ?? [low, high];
