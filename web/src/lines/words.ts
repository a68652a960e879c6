/** What a line panel says to those who do not see it, once a key rests: of what comes while one is held, the last alone. */
import { type Signal, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { PanelMeta } from "./data";
import { valueText, xText } from "./format";
import type { Range } from "./zoom";

/** Longer than between two repeats of a held key. */
const REST_MS = 150;

/** What was said last, and what says more. */
export function useWords(): readonly [Signal<string>, (text: string) => void] {
  const words = useSignal("");
  const say = useMemo(() => {
    let timer = 0;
    return (text: string) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => (words.value = text), REST_MS);
    };
  }, []);
  return [words, say];
}

/** "Step from 10 to 20". */
export function xRangeInWords({ x_title, x_kind }: PanelMeta, [low, high]: Range): string {
  return `${x_title} from ${xText(low, x_kind)} to ${xText(high, x_kind)}`;
}

/** "y from 0.5 to 1". */
export function yRangeInWords([low, high]: Range): string {
  return `y from ${valueText(low)} to ${valueText(high)}`;
}
