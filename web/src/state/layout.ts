/**
 * The layout of the project: what the page remembers for everybody, a YAML file on the server's side.
 * Takes merge patches (null removes a key); gives the whole layout as a signal. Patches are seen at once, and applied by
 * the server to what the file holds then, so that two tabs lose nothing.
 */
import { effect, signal } from "@preact/signals";
import { ApiFault } from "../api/client";
import { onChange } from "../api/events";
import { askPart } from "../api/opening";
import { sayFault } from "../shell/notices";
import { type JsonObject, merged, objectOf } from "./merge_patch";
import { missingProject, project } from "./project";
import { add, onSent, sendNow, withUnkept } from "./unkept";

export { type Json, type JsonObject, objectOf } from "./merge_patch";
export { sendNow } from "./unkept";

/** The layout as this page shows it; null before it is known. Parts: `runs`, `colors`, `lines`, `sections`, … */
export const layout = signal<JsonObject | null>(null);

/** Change the layout: `change({ colors: { palette: "viridis" } })`. Parts that the patch does not name stay. */
export function change(patch: JsonObject): void {
  const name = project.peek();
  layout.value = merged(layout.value ?? {}, patch) as JsonObject;
  if (name !== null) add(name, patch);
}

/** One part of the layout as an object; `{}` where there is none. */
export function part(name: string): JsonObject {
  return objectOf(layout.value?.[name]);
}

function show(name: string, found: JsonObject): void {
  if (project.peek() === name) layout.value = withUnkept(name, found);
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

onSent(show, (name) => void load(name));

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
