/** The kinds of panels: to add one, write its component and a line here. */
import type { ComponentType } from "preact";
import { chartPanel } from "../charts/kind";
import { importancePanel, parallelPanel } from "../insight/kinds";
import { linePanel } from "../lines/kind";
import { mediaPanel } from "../media/kind";
import type { JsonObject } from "../state/layout";
import { tablePanel } from "../tables/kind";

/** A panel as the layout has it; what is automatic is not in the file. */
export interface Panel {
  /** Unique within the project. */
  readonly id: string;
  readonly kind: string;
  readonly section: string;
  /** What the panel shows by itself, such as a metric's key; its kind says what it means. */
  readonly key: string;
  readonly title: string;
  /** Columns and rows of the grid that it takes. */
  readonly wide: number;
  readonly high: number;
  readonly order: number;
  /** What the kind keeps for this panel. */
  readonly settings: JsonObject;
  /** Whether the page made it by itself: it can be hidden, not removed. */
  readonly isAutomatic: boolean;
}

export interface PanelProps {
  readonly panel: Panel;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isFull: boolean;
  /** Keep settings of this panel; a merge patch. */
  readonly set: (patch: JsonObject) => void;
}

export interface PanelAction {
  readonly label: string;
  readonly run: () => void | Promise<void>;
}

export interface PanelKind {
  readonly name: string;
  /** In the menu "Add panel". */
  readonly label: string;
  readonly Body: ComponentType<PanelProps>;
  /** Whether it shows runs in their colours, which the full screen then names beside it. */
  readonly isInRunColors?: (panel: Panel) => boolean;
  /** Fetch what draws its panels, while the page is still being made. */
  readonly prepare?: () => void;
  /** What the panel's settings show, beside title and size. */
  readonly Settings?: ComponentType<PanelProps>;
  /** More entries of the panel's menu, such as exports. */
  readonly actions?: (panel: Panel, sizePx: { readonly width: number; readonly height: number }) => readonly PanelAction[];
  /** Panels that are there by themselves; their keys' parts before the first slash are their sections. */
  readonly automatic?: () => readonly { readonly key: string; readonly title?: string; readonly section?: string }[];
  /** What a new panel of this kind may show, for the dialog "Add panel"; without it the kind is not offered there. */
  readonly choices?: () => readonly string[];
  /** Columns and rows of a new panel. */
  readonly size?: { readonly wide: number; readonly high: number };
}

export const KINDS: readonly PanelKind[] = [linePanel, chartPanel, tablePanel, mediaPanel, parallelPanel, importancePanel];

/** The kind of a name; null for one that this page does not know, whose panels are kept as they are. */
export function kindOf(name: string): PanelKind | null {
  return KINDS.find((kind) => kind.name === name) ?? null;
}
