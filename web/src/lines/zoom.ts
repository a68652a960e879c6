/** Which part of x each panel shows: its own, or one for all panels with the same axis. */
import { type Signal, signal } from "@preact/signals";
import type { Frame } from "./frame";
import { isZoomShared } from "./settings";

export type Range = readonly [number, number];

const own = new Map<string, Signal<Range | null>>();
const shared = new Map<string, Signal<Range | null>>();

/** The part that a panel shows; null for all of it. */
export function rangeOf(panelId: string, axis: string): Signal<Range | null> {
  const [map, name] = isZoomShared.value ? [shared, axis] : [own, panelId];
  const found = map.get(name) ?? signal<Range | null>(null);
  map.set(name, found);
  return found;
}

/** Show everything everywhere. */
export function resetAll(): void {
  for (const map of [own, shared]) for (const range of map.values()) range.value = null;
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
export function placeIn([low, high]: Range, { x }: Frame): (share: number) => number {
  return (share) => (x.isLog ? low * (high / low) ** share : low + share * (high - low));
}

/** What a panel is asked to show; its frame may still be that of before. */
export const rangeNow = ({ range, frame: { x } }: { readonly range: Range | null; readonly frame: Frame }): Range => range ?? [x.low, x.high];
