/**
 * What a row shows beside its values, each a signal of its own: a row is drawn anew only when something of it changes,
 * not when another row is selected or the keyboard moves elsewhere.
 */
import { type ReadonlySignal, computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { colorOf } from "../state/colors";
import { highlighted } from "../state/highlight";
import { isVisible, selectedRuns } from "../state/runs";
import { type EditedFact, active, editing, isHovered } from "./grid_state";
import { rowOf } from "./rows";
import { hiddenOf, pinned } from "./settings";
import type { RunRow } from "./types";

export type Shown = "shown" | "beyond" | "hidden";

export interface RowState {
  readonly run: ReadonlySignal<RunRow | undefined>;
  readonly isSelected: ReadonlySignal<boolean>;
  readonly isPinned: ReadonlySignal<boolean>;
  readonly stands: ReadonlySignal<"high" | "dim" | null>;
  readonly edited: ReadonlySignal<EditedFact | null>;
  readonly color: ReadonlySignal<string>;
  readonly shown: ReadonlySignal<Shown>;
}

const pinnedSet = computed(() => new Set(pinned.value));

function rowState(id: string): RowState {
  return {
    run: computed(() => rowOf(id)),
    isSelected: computed(() => selectedRuns.value.has(id)),
    isPinned: computed(() => pinnedSet.value.has(id)),
    stands: computed(() => (isHovered.value || highlighted.value === null ? null : highlighted.value.has(id) ? "high" : "dim")),
    edited: computed(() => (editing.value?.id === id ? editing.value.fact : null)),
    color: computed(() => colorOf(id)),
    shown: computed(() => (isVisible(id) ? "shown" : hiddenOf(id) === null ? "beyond" : "hidden")),
  };
}

export const useRowState = (id: string): RowState => useMemo(() => rowState(id), [id]);

/** The column where the keyboard is, when it is at this line; else -1. */
export function useActiveColumn(line: number): number {
  return useMemo(() => computed(() => (active.value.line === line ? active.value.column : -1)), [line]).value;
}
