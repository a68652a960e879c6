/** What runs can be coloured by, as the server says: takes the project, gives keys and palettes. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask, projectPath } from "../api/client";
import { sayFault } from "../shell/notices";
import { project } from "../state/project";
import type { YValue } from "../state/colors";

export interface Palette {
  readonly name: string;
  readonly kind: "sequential" | "categorical";
  readonly is_colorblind_safe: boolean;
  readonly colors: readonly string[];
}

export interface ConfigKey {
  readonly key: string;
  readonly kind: string;
  readonly n_runs: number;
  readonly n_values: number;
}

export interface Choices {
  readonly defaults: readonly { readonly key: string }[];
  readonly metrics: readonly { readonly key: string; readonly n_runs: number }[];
  readonly config: readonly ConfigKey[];
  readonly n_runs: number;
  readonly y: readonly YValue[];
  readonly buckets: { readonly fewest: number; readonly most: number; readonly usual: number };
  readonly palettes: readonly Palette[];
}

const GOOD = /acc|f1|auc|score|reward|r2|bleu|iou/i;
const BAD = /loss|error|perplexity|mse|mae/i;

const known = signal<{ readonly of: string; readonly choices: Choices } | null>(null);

/** The choices of the project, asked for when they are first shown and each time after; null before they are known. */
export function useChoices(): Choices | null {
  const name = project.value;
  useEffect(() => {
    if (name === null) return;
    ask<Choices>(projectPath(name, "color-keys")).then((choices) => (known.value = { of: name, choices }), sayFault);
  }, [name]);
  return known.value?.of === name ? known.value.choices : null;
}

/** The metric that tells best how well a run did, by its name; null where there is none. */
export function usualMetric({ metrics }: Choices): string | null {
  const found = metrics.find(({ key }) => GOOD.test(key)) ?? metrics.find(({ key }) => BAD.test(key)) ?? metrics[0];
  return found?.key ?? null;
}
