/**
 * What the page has to say, the newest first: faults stay until they are dismissed, that the server does not answer until
 * it does, other notices go by themselves; some offer a way back, the newest by Ctrl+Z too. A notice that goes gives the focus
 * back.
 */
import { effect, signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { ApiFault } from "../api/client";
import { isConnected } from "../api/events";
import { missingProject } from "../state/project";

export interface Notice {
  readonly id: number;
  readonly kind: "fault" | "done" | "progress";
  readonly text: string;
  /** That the server does not answer: no longer true when it does. */
  readonly isUnanswered?: boolean;
  /** What was not done; another try takes this one's place. */
  readonly of?: string;
  /** A way back, such as Undo. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** Of work that goes on: how much of it is done, 0 to 1. */
  readonly share?: number;
}

type Action = NonNullable<Notice["action"]>;

/** Work that goes on, as it is said. */
export interface Progress {
  readonly show: (share: number) => void;
  readonly end: () => void;
}

/** What undoes: the newest of them by its keys as well. */
const UNDO = "Undo";
const IS_MAC = navigator.platform.startsWith("Mac");
const UNDO_KEYS = IS_MAC ? { shown: "⌘Z", said: "Meta+Z" } : { shown: "Ctrl+Z", said: "Control+Z" };
/** Where keys undo what was written there. */
const WRITTEN = "textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=range], [type=color], [type=button])";
const DONE_SHOWN_MS = 10_000;
const MOST_OLDER = 4;
const notices = signal<readonly Notice[]>([]);
let nextId = 1;

/** Say that something was done, and how to undo it. */
export function sayDone(text: string, action?: Notice["action"]): void {
  const id = add({ kind: "done", text, action });
  dismissLater(id);
}

/** Dismiss a notice after a while, unless somebody is about to press its button. */
function dismissLater(id: number): void {
  window.setTimeout(() => {
    if (document.getElementById(`notice-${id}`)?.matches(":hover, :focus-within")) dismissLater(id);
    else dismiss(id);
  }, DONE_SHOWN_MS);
}

/** Say what went wrong, in the words of whoever refused it; the same sentence once. */
export function sayFault(error: unknown): void {
  if (error instanceof DOMException && error.name === "AbortError") return;
  const text = error instanceof Error ? error.message : String(error);
  const isUnanswered = error instanceof ApiFault && error.status === 0;
  if (text !== missingProject.peek() && !notices.value.some((notice) => notice.text === text)) add({ kind: "fault", text, isUnanswered });
}

/**
 * Say that what a writer did was not done, and why, with a way to do it again: what was written is not lost. `of` tells it
 * from others that are said alike.
 */
export function sayNotDone(what: string, error: unknown, again: () => void, of = what): void {
  if (!(error instanceof ApiFault) || !error.mayPass) return sayFault(error);
  notices.value = notices.value.filter((notice) => notice.of !== of); // the last try is the one to do again
  add({ kind: "fault", text: `${what} ${error.message}`, of, action: { label: "Try again", run: again } });
}

/** Say that something goes on, and how far it is; `stop` is what its button does. */
export function sayProgress(text: string, stop: () => void): Progress {
  const id = add({ kind: "progress", text, action: { label: "Stop", run: stop } });
  const show = (share: number) => (notices.value = notices.value.map((one) => (one.id === id ? { ...one, share } : one)));
  return { show, end: () => dismiss(id) };
}

/** Say that something was done, with the way to undo it. */
export function sayUndoable(text: string, run: () => void): void {
  sayDone(text, { label: UNDO, run });
}

/** Do what a notice offers; it has then nothing more to say. */
function take(id: number, { run }: Action): void {
  dismiss(id);
  run();
}

function undoByKeys(event: KeyboardEvent): void {
  const { target } = event;
  const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "z";
  if (!isUndo || event.defaultPrevented || (target instanceof Element && target.closest(`dialog, ${WRITTEN}`))) return;
  const { id, action } = undoable() ?? {};
  if (id === undefined || !action) return;
  event.preventDefault();
  take(id, action);
}

const undoable = (): Notice | undefined => notices.value.find(({ action }) => action?.label === UNDO);

function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

/** Whether something would be lost with it: work that goes on, or what was written and not kept. */
const isPending = ({ kind, of }: Notice): boolean => kind === "progress" || of !== undefined;

function add(notice: Omit<Notice, "id">): number {
  const id = nextId++;
  notices.value = [{ ...notice, id }, ...notices.value.filter((one, place) => place < MOST_OLDER || isPending(one))];
  return id;
}

effect(() => {
  if (isConnected.value) notices.value = notices.peek().filter(({ isUnanswered }) => !isUnanswered);
});

effect(() => {
  const said = missingProject.value; // by the whole page
  if (said !== null) notices.value = notices.peek().filter(({ text }) => text !== said);
});

/** What had the focus before a notice took it. */
let before: HTMLElement | null = null;

function keepFocus({ currentTarget, relatedTarget }: FocusEvent): void {
  const isInside = relatedTarget instanceof Node && (currentTarget as Element).contains(relatedTarget);
  if (!isInside) before = relatedTarget instanceof HTMLElement ? relatedTarget : null;
}

export function Notices() {
  useEffect(() => {
    document.addEventListener("keydown", undoByKeys);
    return () => document.removeEventListener("keydown", undoByKeys);
  }, []);
  const byKeys = undoable()?.id;
  return (
    <div class="notices" role="status" aria-live="polite" onFocusIn={keepFocus}>
      {notices.value.map((notice) => (
        <Said key={notice.id} {...notice} hasKeys={notice.id === byKeys} />
      ))}
    </div>
  );
}

function Said({ id, kind, text, action, share, hasKeys }: Notice & { hasKeys: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => () => void (place.current?.contains(document.activeElement) && before?.focus()), []);
  return (
    <div ref={place} id={`notice-${id}`} class={`notice ${kind}`}>
      <p>
        {text}
        {share !== undefined && <progress aria-label={text} value={share} />}
      </p>
      {action && (
        <button type="button" aria-keyshortcuts={hasKeys ? UNDO_KEYS.said : undefined} onClick={() => take(id, action)}>
          {action.label} {hasKeys && <kbd aria-hidden="true">{UNDO_KEYS.shown}</kbd>}
        </button>
      )}
      <button type="button" class="icon" aria-label={`Dismiss: ${text}`} onClick={() => dismiss(id)}>
        ×
      </button>
    </div>
  );
}
