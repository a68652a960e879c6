/**
 * What the table is asked and how it is shown: the layout's part `runs`, so that it is kept, shared and can be
 * committed. Takes what the file holds, whatever it is; gives settings of their types, and changes them.
 */
import { computed } from "@preact/signals";
import { type Json, type JsonObject, change, objectOf, part } from "../state/layout";
import type { Choice, Question } from "./types";

export const FIRST_SHOWN = 20;

const settings = computed(() => part("runs"));

export const query = computed(() => text(settings.value["query"]));
export const search = computed(() => text(settings.value["search"]));
export const isRegex = computed(() => settings.value["is_regex"] === true);
export const sort = computed(() => texts(settings.value["sort"]));
export const groupBy = computed(() => texts(settings.value["group"]));
/** The columns of the full table by key, in their order; null until somebody chose. */
export const chosenColumns = computed(() => (Array.isArray(settings.value["columns"]) ? texts(settings.value["columns"]) : null));
export const widths = computed(() => numbers(objectOf(settings.value["widths"])));
/** The columns that the facets show. */
export const facetKeys = computed(() => (Array.isArray(settings.value["facets"]) ? texts(settings.value["facets"]) : null));
/** What is ticked in the facets. */
export const chosen = computed(() => choices(objectOf(settings.value["chosen"])));
/** Ids of pinned runs, the first pinned first. */
export const pinned = computed(() =>
  Object.entries(numbers(objectOf(settings.value["pinned"])))
    .sort(([, a], [, b]) => a - b)
    .map(([id]) => id),
);
const hiding = computed(() => objectOf(settings.value["hidden"]));
/** How many runs the panels show; null: all. */
export const nShown = computed(() => {
  const kept = settings.value["shown"];
  return kept === "all" ? null : typeof kept === "number" && kept >= 0 ? kept : FIRST_SHOWN;
});

/** Which runs, in which order, as the server is asked. */
export const question = computed<Question>(() => ({
  query: query.value,
  search: search.value,
  is_regex: isRegex.value,
  chosen: chosen.value,
  sort: sort.value,
  group: groupBy.value,
  pinned: pinned.value,
}));

/** True, false, or null where nobody said: then it is shown while it is among the first. */
export function hiddenOf(id: string): boolean | null {
  const said = hiding.value[id] ?? hiding.value["*"];
  return typeof said === "boolean" ? said : null;
}

export const areAllHidden = computed(() => hiding.value["*"] === true);

/** Change the settings; null takes one back. */
export function set(patch: JsonObject): void {
  change({ runs: patch });
}

/** Hide or show runs, whatever their place in the order. */
export function setHidden(ids: Iterable<string>, isHidden: boolean): void {
  set({ hidden: Object.fromEntries([...ids].map((id) => [id, isHidden])) });
}

/** Hide all runs, or show them as if nobody had hidden any; `but` are the ones that are shown all the same. */
export function hideAll(isHidden: boolean, but: Iterable<string> = []): void {
  const forgotten: Record<string, Json> = Object.fromEntries(Object.keys(hiding.value).map((id) => [id, null]));
  const shown = Object.fromEntries([...but].map((id) => [id, false]));
  set({ hidden: { ...forgotten, "*": isHidden ? true : null, ...shown } });
}

/** Pin runs to the top, below those that are there; or let them go. */
export function setPinned(ids: Iterable<string>, isPinned: boolean): void {
  const next = 1 + Math.max(0, ...Object.values(numbers(objectOf(settings.value["pinned"]))));
  set({ pinned: Object.fromEntries([...ids].map((id, place) => [id, isPinned ? next + place : null])) });
}

/** Tick values of a facet; null unticks all of it. */
export function choose(key: string, choice: Choice | null): void {
  const isList = choice === null || Array.isArray(choice);
  set({ chosen: { [key]: isList ? (choice as Json) : limitsOf(choice as Limits) } });
}

type Limits = Exclude<Choice, readonly unknown[]>;

/** Both ends, an open one as null, which takes away what was kept of it. */
const limitsOf = ({ min, max }: Limits): JsonObject => ({ min: min ?? null, max: max ?? null });

export function clearFilters(): void {
  set({ query: null, search: null, chosen: null });
}

export const isFiltered = computed(() => query.value.trim() !== "" || search.value.trim() !== "" || Object.keys(chosen.value).length > 0);

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

function numbers(values: JsonObject): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(values).filter((pair): pair is [string, number] => typeof pair[1] === "number"));
}

function choices(values: JsonObject): Readonly<Record<string, Choice>> {
  return Object.fromEntries(Object.entries(values).filter((pair): pair is [string, Extract<Json, Choice>] => isChoice(pair[1])));
}

/** As the server takes them: a list of values, or limits. */
function isChoice(one: Json): boolean {
  if (Array.isArray(one)) return one.every((value) => value === null || typeof value !== "object");
  if (one === null || typeof one !== "object") return false;
  return Object.entries(one).every(([end, limit]) => ["min", "max"].includes(end) && typeof limit === "number");
}
