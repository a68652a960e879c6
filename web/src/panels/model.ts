/**
 * The panels of the project: those that are there by themselves, changed and joined by what the layout says.
 * Takes the kinds' automatic panels and the layout's `panels` and `sections`; gives sections with their panels in order,
 * and the changes a reader makes. The layout has departures alone: an automatic panel that nobody changed is not in it.
 */
import { computed, signal } from "@preact/signals";
import { type Json, type JsonObject, change, objectOf, part } from "../state/layout";
import { KINDS, type Panel, type PanelKind, kindOf } from "./kinds";

export interface Section {
  readonly name: string;
  readonly isOpen: boolean;
  readonly panels: readonly Panel[];
}

export const OTHERS = "Charts";
export const MOST_WIDE = 4;
export const MOST_HIGH = 4;
/** With more panels than this, sections beyond the first ones are closed until they are opened. */
const OPEN_PANELS = 60;

/** What the search asks for; all panels when it is empty. */
export const search = signal("");

/** Every panel that is not hidden, in the order of the page. */
export const panels = computed<readonly Panel[]>(() => {
  const kept = part("panels");
  const { high } = part("grid"); // of panels that have no height of their own
  const found: Panel[] = [];
  let place = 0;
  for (const kind of KINDS) {
    for (const one of kind.automatic?.() ?? []) {
      const id = `${kind.name}:${one.key}`;
      const size = sizeOf(kind, high);
      const own = { id, kind: kind.name, key: one.key, title: one.title ?? one.key, section: one.section ?? sectionOf(one.key), order: place++, ...size };
      const said = kept[id] === undefined ? null : objectOf(kept[id]);
      if (said?.["hidden"] !== true) found.push(panelOf(own, said ?? {}, true));
    }
  }
  for (const [id, given] of Object.entries(kept)) {
    const said = objectOf(given);
    if (typeof said["kind"] !== "string" || said["hidden"] === true) continue;
    const size = sizeOf(kindOf(said["kind"]), high);
    found.push(panelOf({ id, kind: said["kind"], key: "", title: "", section: OTHERS, order: place++, ...size }, said, false));
  }
  return found.sort((one, other) => one.order - other.order);
});

function sizeOf(kind: PanelKind | null, high: Json | undefined) {
  const { wide, high: own } = kind?.size ?? { wide: 1, high: 1 };
  return { wide, high: whole(high, own, MOST_HIGH) };
}

type Own = Omit<Panel, "settings" | "isAutomatic">;

function panelOf(own: Own, said: JsonObject, isAutomatic: boolean): Panel {
  return {
    id: own.id,
    kind: own.kind,
    key: text(said["key"], own.key),
    title: text(said["title"], own.title || text(said["key"], own.key)),
    section: text(said["section"], own.section),
    wide: whole(said["wide"], own.wide, MOST_WIDE),
    high: whole(said["high"], own.high, MOST_HIGH),
    order: typeof said["order"] === "number" ? said["order"] : own.order,
    settings: objectOf(said["settings"]),
    isAutomatic,
  };
}

const text = (value: Json | undefined, otherwise: string): string => (typeof value === "string" && value !== "" ? value : otherwise);
const whole = (value: Json | undefined, otherwise: number, most: number): number =>
  typeof value === "number" && value >= 1 ? Math.min(most, Math.round(value)) : otherwise;

/** A key's section: what stands before its first slash. */
export function sectionOf(key: string): string {
  const slash = key.indexOf("/");
  return slash > 0 ? key.slice(0, slash) : OTHERS;
}

const isWanted = computed<(panel: Panel) => boolean>(() => {
  const words = search.value.trim();
  if (!words) return () => true;
  const pattern = patternOf(words);
  return (panel) => pattern.test(panel.title) || pattern.test(panel.key) || pattern.test(panel.section);
});

/** A pattern between slashes is a regular expression; other words are looked for as they are. */
function patternOf(words: string): RegExp {
  const [, pattern] = /^\/(.+)\/$/.exec(words) ?? [];
  try {
    if (pattern !== undefined) return new RegExp(pattern, "i");
  } catch {
    return /$^/; // a pattern that is still being written finds nothing
  }
  return new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i");
}

/** The panels of all sections, in the sections' order. That of keys without a prefix comes behind the last one with lines, before charts, tables and media. */
export const panelsBySection = computed<readonly (readonly [string, readonly Panel[]])[]>(() => {
  const kept = part("sections");
  const byName = new Map<string, Panel[]>();
  for (const name of Object.keys(kept)) if (objectOf(kept[name])["isKept"] === true) byName.set(name, []);
  for (const panel of panels.value) {
    const inside = byName.get(panel.section);
    if (inside) inside.push(panel);
    else byName.set(panel.section, [panel]);
  }
  const names = [...byName.keys()];
  const hasLines = (name: string): boolean => byName.get(name)?.some(({ kind }) => kind === "line") ?? false;
  const behindLines = hasLines(OTHERS) ? names.findLastIndex(hasLines) + 0.5 : 1e9;
  const orders = new Map(names.map((name, place) => [name, orderOf(kept[name], name === OTHERS ? behindLines : place)]));
  names.sort((one, other) => (orders.get(one) ?? 0) - (orders.get(other) ?? 0));
  return names.map((name) => [name, byName.get(name) ?? []] as const);
});

/** All sections with the panels that the search asks for; a section without any is left out while one searches. */
export const sections = computed<readonly Section[]>(() => {
  const kept = part("sections");
  const isSearching = search.value.trim() !== "";
  let nOpen = 0;
  const found: Section[] = [];
  for (const [name, inside] of panelsBySection.value) {
    const said = objectOf(kept[name])["isOpen"];
    const isOpen = typeof said === "boolean" ? said : nOpen === 0 || nOpen + inside.length <= OPEN_PANELS;
    if (isOpen) nOpen += inside.length;
    const wanted = isSearching ? inside.filter(isWanted.value) : inside;
    if (!isSearching || wanted.length) found.push({ name, isOpen: isSearching || isOpen, panels: wanted });
  }
  return found;
});

const orderOf = (kept: Json | undefined, otherwise: number): number => {
  const said = objectOf(kept)["order"];
  return typeof said === "number" ? said : otherwise;
};

// --- changes -------------------------------------------------------------------------------------------------------

export function patchPanel(panel: Panel, patch: JsonObject): void {
  change({ panels: { [panel.id]: patch } });
}

/** Keep settings of a panel's kind; null goes back to what holds for all. */
export function setSettings(panel: Panel, patch: JsonObject): void {
  patchPanel(panel, { settings: patch });
}

export function patchSection(name: string, patch: JsonObject): void {
  change({ sections: { [name]: patch } });
}

/** Take a panel off the page; gives what brings it back. */
export function removePanel(panel: Panel): () => void {
  if (panel.isAutomatic) {
    patchPanel(panel, { hidden: true });
    return () => patchPanel(panel, { hidden: null });
  }
  const kept = part("panels")[panel.id] ?? {};
  change({ panels: { [panel.id]: null } });
  return () => change({ panels: { [panel.id]: kept } });
}

export function addPanel(kind: string, key: string, section: string, settings: JsonObject = {}): string {
  const id = newId();
  const first = Math.min(0, ...panels.value.map(({ order }) => order)) - 1;
  change({ panels: { [id]: { kind, key, section, order: first, settings } } });
  return id;
}

export function duplicatePanel(panel: Panel): void {
  const { kind, key, title, section, wide, high, settings } = panel;
  const order = between(panel.order, neighbours(panel, 1)?.order ?? panel.order + 1);
  change({ panels: { [newId()]: { kind, key, title: `${title} (copy)`, section, wide, high, settings, order } } });
}

/** Put a panel before or behind another, in that one's section. */
export function placePanel(panel: Panel, target: Panel, isBehind: boolean): void {
  if (panel.id === target.id) return;
  const next = neighbours(target, isBehind ? 1 : -1, panel.id);
  const order = between(target.order, next?.order ?? target.order + (isBehind ? 1 : -1));
  patchPanel(panel, { section: target.section, order });
}

/** Put a panel one place earlier or later in its section. */
export function shiftPanel(panel: Panel, by: 1 | -1): boolean {
  const target = neighbours(panel, by);
  if (target) placePanel(panel, target, by === 1);
  return target !== undefined;
}

export function moveToSection(panel: Panel, section: string): void {
  const last = panels.value.filter((one) => one.section === section).at(-1);
  change({ panels: { [panel.id]: { section, order: (last?.order ?? panel.order) + 0.5 } }, sections: { [section]: { isOpen: true } } });
}

/** Panels that were taken off the page and come back by one click. */
export const nHidden = computed(() => Object.values(part("panels")).filter((said) => objectOf(said)["hidden"] === true).length);

export function showHidden(): void {
  const hidden = Object.entries(part("panels")).filter(([, said]) => objectOf(said)["hidden"] === true);
  change({ panels: Object.fromEntries(hidden.map(([id]) => [id, { hidden: null }])) });
}

function neighbours(panel: Panel, by: 1 | -1, without = ""): Panel | undefined {
  const inside = panels.value.filter((one) => one.section === panel.section && one.id !== without);
  return inside[inside.findIndex(({ id }) => id === panel.id) + by];
}

const between = (one: number, other: number): number => (one + other) / 2;

function newId(): string {
  return `p${crypto.getRandomValues(new Uint32Array(2)).reduce((id, part) => id + part.toString(36), "")}`;
}
