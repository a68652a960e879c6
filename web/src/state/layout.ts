/**
 * The layout of the project: what the page remembers for everybody, a YAML file on the server's side.
 * Takes merge patches (null removes a key); gives the whole layout as a signal. Patches are seen at once, sent together
 * a moment later, and applied by the server to what the file holds then, so that two tabs lose nothing.
 */
import { effect, signal } from "@preact/signals";
import { ApiFault, ask, projectPath } from "../api/client";
import { onChange } from "../api/events";
import { askPart } from "../api/opening";
import { sayFault } from "../shell/notices";
import { missingProject, project } from "./project";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

const SENT_AFTER_MS = 300;

/** The layout as this page shows it; null before it is known. Parts: `runs`, `colors`, `lines`, `sections`, … */
export const layout = signal<JsonObject | null>(null);

let waiting: JsonObject = {};
let isWaiting = false;
/** Patches on their way: what is read meanwhile may not have them yet. */
let flying: readonly { readonly of: string; readonly patch: JsonObject }[] = [];
let timer = 0;
let sending: Promise<void> = Promise.resolve();

/** Change the layout: `change({ colors: { palette: "viridis" } })`. Parts that the patch does not name stay. */
export function change(patch: JsonObject): void {
  layout.value = merged(layout.value ?? {}, patch) as JsonObject;
  if (!isComposable(waiting, patch)) void sendNow();
  waiting = composed(waiting, patch) as JsonObject;
  isWaiting = true;
  window.clearTimeout(timer);
  timer = window.setTimeout(sendNow, SENT_AFTER_MS);
}

/** One part of the layout as an object; `{}` where there is none. */
export function part(name: string): JsonObject {
  return objectOf(layout.value?.[name]);
}

export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

const isObject = (value: Json | undefined): value is JsonObject => value !== null && typeof value === "object" && !Array.isArray(value);

/** Send what waits; gives when the server has it. */
export function sendNow(): Promise<void> {
  window.clearTimeout(timer);
  const name = project.peek();
  if (!isWaiting || name === null) return sending;
  const patch = waiting;
  waiting = {};
  isWaiting = false;
  flying = [...flying, { of: name, patch }];
  const landed = () => (flying = flying.filter((one) => one.patch !== patch));
  sending = sending
    .then(() => ask<JsonObject>(projectPath(name, "layout"), { method: "PATCH", body: patch }).finally(landed))
    .then((found) => show(name, found), sayFault);
  return sending;
}

function show(name: string, found: JsonObject): void {
  if (project.peek() === name) {
    const unknown = [...flying.filter((one) => one.of === name).map((one) => one.patch), waiting];
    layout.value = unknown.reduce<Json>((value, patch) => merged(value, patch), found) as JsonObject;
  }
}

async function load(name: string): Promise<void> {
  try {
    show(name, await askPart<JsonObject>(name, "layout"));
    missingProject.value = null;
  } catch (error) {
    if (project.peek() !== name) return;
    if (error instanceof ApiFault && error.status === 404) {
      missingProject.value = error.message;
      return;
    }
    layout.value ??= {}; // the page works without the file, which its owner is told to mend
    sayFault(error);
  }
}

effect(() => {
  const name = project.value;
  void sendNow();
  layout.value = null;
  missingProject.value = null;
  if (name !== null) void load(name);
});

onChange(({ layout: changed, runs, gone, isReset }) => {
  const name = project.peek();
  const mayComeOrGo = gone.length > 0 || (missingProject.peek() !== null && runs.length > 0);
  if (name !== null && (isReset || changed !== null || mayComeOrGo)) void load(name);
});

window.addEventListener("pagehide", () => {
  const name = project.peek();
  if (!isWaiting || name === null) return;
  const headers = { "Content-Type": "application/json" };
  void fetch(projectPath(name, "layout"), { method: "PATCH", body: JSON.stringify(waiting), headers, keepalive: true });
});

/** A value with a merge patch applied (RFC 7396); neither is touched. */
function merged(value: Json | undefined, patch: Json): Json {
  return patched(value, patch, false);
}

/** Two patches as one, the second after the first: what either removes stays named. */
function composed(first: Json | undefined, second: Json): Json {
  return patched(first, second, true);
}

/** Whether one patch can say both: not where an object comes in place of what the first removes or makes a value. */
function isComposable(first: JsonObject, second: JsonObject): boolean {
  return Object.entries(second).every(([key, inside]) => {
    const before = first[key];
    return before === undefined || !isObject(inside) || (isObject(before) && isComposable(before, inside));
  });
}

function patched(value: Json | undefined, patch: Json, keepsNull: boolean): Json {
  if (!isObject(patch)) return patch;
  const changed: Record<string, Json> = { ...objectOf(value) };
  for (const [key, inside] of Object.entries(patch)) {
    if (inside !== null) changed[key] = patched(changed[key], inside, keepsNull);
    else if (keepsNull) changed[key] = null;
    else delete changed[key];
  }
  return changed;
}
