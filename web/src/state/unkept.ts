/**
 * Changes of layouts that the server does not have yet. Takes patches as they are made; they are sent together a moment
 * later, each to its project, one after the other. What could not be kept (the server is away, its disk is full) stays here
 * and is sent again until it is; what the server refuses is told and given up.
 */
import { effect } from "@preact/signals";
import { ApiFault, ask, projectPath, unanswered } from "../api/client";
import { isConnected } from "../api/events";
import { sayDone, sayFault } from "../shell/notices";
import { type Json, type JsonObject, composed, isComposable, merged } from "./merge_patch";

const SENT_AFTER_MS = 300;
const AGAIN_AFTER_MS = 5_000;
/** A connection that died without a word, as while a laptop slept, brings no answer ever. */
const ANSWERED_WITHIN_MS = 30_000;
/** A browser takes no more of a page that goes. */
const MOST_WHEN_LEAVING = 60_000;

interface Unkept {
  readonly project: string;
  readonly patch: JsonObject;
}

/** In the order in which they were made; one that is on its way is what is read meanwhile may not have. */
let unkept: readonly Unkept[] = [];
let flying: Unkept | null = null;
let sending: Promise<void> | null = null;
let timer = 0;
let isFailing = false;
let hearKept: (project: string, layout: JsonObject) => void = () => undefined;
let hearRefused: (project: string) => void = () => undefined;

/** Say who is told what became of a patch: the layout that it made, or that it was refused. */
export function onSent(kept: typeof hearKept, refused: typeof hearRefused): void {
  hearKept = kept;
  hearRefused = refused;
}

/** Send a patch of a project's layout, a moment later. */
export function add(project: string, patch: JsonObject): void {
  unkept = flying === null ? joined(unkept, { project, patch }) : [flying, ...joined(unkept.slice(1), { project, patch })];
  sendAfter(SENT_AFTER_MS);
}

/** The patches and one more, which is one with the last where one patch can say both. */
function joined(all: readonly Unkept[], { project, patch }: Unkept): readonly Unkept[] {
  const last = all.at(-1);
  if (last?.project !== project || !isComposable(last.patch, patch)) return [...all, { project, patch }];
  return [...all.slice(0, -1), { project, patch: composed(last.patch, patch) }];
}

/** A layout as it was read, with what is not kept yet. */
export function withUnkept(project: string, layout: JsonObject): JsonObject {
  return unkept.filter((one) => one.project === project).reduce<Json>((value, { patch }) => merged(value, patch), layout) as JsonObject;
}

/** Send what is there; gives when it was tried. */
export function sendNow(): Promise<void> {
  window.clearTimeout(timer);
  sending ??= sendAll().finally(() => (sending = null));
  return sending;
}

function sendAfter(ms: number): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void sendNow(), ms);
}

async function sendAll(): Promise<void> {
  while ((flying = unkept[0] ?? null)) {
    const { project, patch } = flying;
    const signal = AbortSignal.timeout(ANSWERED_WITHIN_MS);
    try {
      const layout = await ask<JsonObject>(projectPath(project, "layout"), { method: "PATCH", body: patch, signal });
      unkept = unkept.slice(1);
      sayKept();
      hearKept(project, layout);
    } catch (error) {
      flying = null;
      if (signal.aborted) return wait(unanswered());
      if (error instanceof ApiFault && error.mayPass) return wait(error);
      unkept = unkept.slice(1);
      sayFault(error);
      hearRefused(project);
    }
  }
}

function wait(error: unknown): void {
  if (!isFailing) sayFault(error);
  isFailing = true;
  sendAfter(AGAIN_AFTER_MS);
}

function sayKept(): void {
  if (isFailing && unkept.length === 0) sayDone("What could not be kept of the layout is kept now.");
  isFailing &&= unkept.length > 0;
}

effect(() => {
  if (isConnected.value && isFailing) void sendNow();
});

window.addEventListener("beforeunload", (event) => {
  if (isFailing || JSON.stringify(unkept).length > MOST_WHEN_LEAVING) event.preventDefault(); // the browser asks whether to leave
});

window.addEventListener("pagehide", () => {
  const headers = { "Content-Type": "application/json" };
  for (const { project, patch } of unkept.reduce(joined, [] as readonly Unkept[])) {
    void fetch(projectPath(project, "layout"), { method: "PATCH", body: JSON.stringify(patch), headers, keepalive: true }).catch(() => null); // nobody is there to be told
  }
});
