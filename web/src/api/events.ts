/**
 * News of the store: what changed since it was last told. Takes a project; gives each change to those who listen, and
 * whether the server answers. All pages of a browser share the streams, in a worker where browsers have shared ones.
 */
import { signal } from "@preact/signals";
import { project } from "../state/project";
import type { Change as Told, News, Place, Word } from "./news";
import { Streams } from "./streams";

export interface Change extends Told {
  /** Anything may have changed: what is shown is asked for again. */
  readonly isReset: boolean;
}

/** Whether the server answers; null before the first word. */
export const isConnected = signal<boolean | null>(null);
/** How often it was tried in vain. */
export const losses = signal(0);
/** Whether pages of other projects have the streams. */
export const isResting = signal(false);

const listeners = new Set<(change: Change) => void>();
let say: ((word: Word) => void) | null = null;
let followed: { readonly project: string | null; readonly place: Place } | null = null;

/** Hear of each change; gives a way to stop. */
export function onChange(listener: (change: Change) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Share news with the browser's other pages by the worker's script at `address`, and say when this page is seen. */
export function shareNews(address: string): void {
  say = byWorker(address) ?? byThisPage();
  sayFollowed();
  const see = () => say?.({ kind: "see", isSeen: isSeen() });
  document.addEventListener("visibilitychange", see);
  window.addEventListener("focus", see);
  window.addEventListener("pagehide", () => say?.({ kind: "leave" }));
  window.addEventListener("pageshow", ({ persisted }) => persisted && sayFollowed());
}

/** Follow one project, or the list of projects with null, from `place` on; without one, all is asked for again at once. */
export function follow(name: string | null, place: Place = ""): void {
  followed = { project: name, place };
  isResting.value = false;
  sayFollowed();
}

function sayFollowed(): void {
  if (followed) say?.({ kind: "follow", ...followed, isSeen: isSeen() });
}

const isSeen = (): boolean => document.visibilityState === "visible";

function byWorker(address: string): ((word: Word) => void) | null {
  if (typeof SharedWorker === "undefined") return null;
  try {
    const worker = new SharedWorker(address, { type: "module", name: "news" });
    worker.port.onmessage = ({ data }: MessageEvent<{ project: string; news: News }>) => hear(data.project, data.news);
    worker.onerror = () => {
      say = byThisPage(); // its script did not load: the page was built again
      sayFollowed();
    };
    return (word) => worker.port.postMessage(word);
  } catch {
    return null; // a browser that refuses workers to this page
  }
}

function byThisPage(): (word: Word) => void {
  const streams = new Streams();
  return (word) => streams.hear(hear, word);
}

function hear(of: string, news: News): void {
  if (news.kind === "open" || news.kind === "lost") isConnected.value = news.kind === "open";
  if (news.kind === "lost") losses.value += 1;
  if (of !== (project.peek() ?? "")) return; // it was left meanwhile
  isResting.value = news.kind === "rest";
  if (news.kind === "reset") tell({}, true);
  if (news.kind === "change") tell(news.change, false);
}

/** Say that these runs are other than before, though their files are not. */
export function tellOfRuns(runs: readonly string[]): void {
  tell({ runs }, false);
}

function tell(change: Partial<Change>, isReset: boolean): void {
  const whole: Change = {
    runs: change.runs ?? [],
    gone: change.gone ?? [],
    presets: change.presets ?? [],
    layout: change.layout ?? null,
    isReset,
  };
  for (const listener of listeners) listener(whole);
}
