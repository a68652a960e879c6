/** Where the keyboard is in the table, what is being edited, and which box is open. */
import { signal } from "@preact/signals";

export interface Place {
  /** The line; -1 is the head. */
  readonly line: number;
  /** The column: first those that every row begins with, then the chosen ones. */
  readonly column: number;
}

/** Columns that every row begins with. */
export const SELECT = 0;
export const EYE = 1;
export const COLOR = 2;
export const NAME = 3;
export const N_FIXED = 4;

export const active = signal<Place>({ line: 0, column: NAME });

/** True while what stands out is a row of the table itself: then the other rows stay as they are. */
export const isHovered = signal(false);

export type EditedFact = "name" | "notes" | "tags";
export const editing = signal<{ readonly id: string; readonly fact: EditedFact } | null>(null);

/** A box that belongs to a cell. */
export type OpenBox =
  | { readonly kind: "color"; readonly ids: readonly string[]; readonly anchor: Element }
  | { readonly kind: "head"; readonly key: string; readonly anchor: Element };
export const openBox = signal<OpenBox | null>(null);

export const cellId = ({ line, column }: Place): string => `runs-cell-${line}-${column}`;

/** What every cell has: its name for the keyboard's place, its role, its number; `at` is the column where the keyboard is. */
export function cellProps(line: number, column: number, at: number, name: string, role: "gridcell" | "columnheader" = "gridcell") {
  return { id: cellId({ line, column }), role, "aria-colindex": column + 1, class: column === at ? `${name} is-active` : name };
}
