/** The runs that stand out everywhere: table rows, legend entries, lines and axes set them, and all of them follow. */
import { computed, signal } from "@preact/signals";

const hovered = signal<ReadonlySet<string> | null>(null);
const pinned = signal<ReadonlySet<string> | null>(null);

/** What stands out, by run id; null: nothing does, and nothing is dimmed. */
export const highlighted = computed(() => hovered.value ?? pinned.value);

/** Let these runs stand out as long as the pointer or focus stays; null ends it. */
export function highlight(ids: Iterable<string> | null): void {
  hovered.value = ids === null ? null : new Set(ids);
}

/** Let these runs stand out until told otherwise. */
export function pinHighlight(ids: Iterable<string> | null): void {
  pinned.value = ids === null ? null : new Set(ids);
}

export const pinnedHighlight = pinned;
