/**
 * Texts that are not saved yet, kept by the browser so that a reload loses none: one a preset and tab. Without storage
 * they live as long as the page.
 */
import { remember, remembered } from "../state/memory";

export interface Draft {
  readonly text: string;
  /** The ETag of the file that the text was made from. */
  readonly etag: string;
  /** When it was kept, in ms since 1970. */
  readonly at: number;
}

type Drafts = Record<string, Draft>;
const MOST = 8;
const TAB = "chartkit.tab";

/** This tab, also after a reload. */
const tab = tabName();

/** The draft of a preset in this tab, else the newest that another tab left. */
export function draftOf(preset: string): { readonly draft: Draft; readonly isOwn: boolean } | null {
  const drafts = all(preset);
  const own = drafts[tab];
  if (own) return { draft: own, isOwn: true };
  const newest = Object.values(drafts).sort((a, b) => b.at - a.at)[0];
  return newest ? { draft: newest, isOwn: false } : null;
}

/** Keep a text; false where the browser cannot, so that it goes with the page. */
export function keepDraft(preset: string, text: string, etag: string): boolean {
  const drafts = { ...all(preset), [tab]: { text, etag, at: Date.now() } };
  return write(preset, Object.fromEntries(Object.entries(drafts).sort(([, a], [, b]) => b.at - a.at).slice(0, MOST)));
}

/** Forget this tab's draft; with a text, also those of other tabs that say the same. */
export function dropDraft(preset: string, text?: string): void {
  write(preset, Object.fromEntries(Object.entries(all(preset)).filter(([of, draft]) => of !== tab && draft.text !== text)));
}

/** Forget every draft of a preset. */
export function dropDrafts(preset: string): void {
  write(preset, {});
}

function all(preset: string): Drafts {
  try {
    const kept: unknown = JSON.parse(remembered(`drafts.${preset}`) ?? "{}");
    return kept !== null && typeof kept === "object" ? (kept as Drafts) : {};
  } catch {
    return {}; // written by something else: no draft of ours
  }
}

function write(preset: string, drafts: Drafts): boolean {
  return remember(`drafts.${preset}`, JSON.stringify(drafts));
}

/** The name lies in the tab's storage only while one page gives way to the next: a tab that is duplicated gets a copy of it. */
function tabName(): string {
  const fresh = Math.random().toString(36).slice(2, 12);
  try {
    const name = sessionStorage.getItem(TAB) ?? fresh;
    sessionStorage.removeItem(TAB);
    window.addEventListener("pagehide", () => sessionStorage.setItem(TAB, name));
    window.addEventListener("pageshow", ({ persisted }) => persisted && sessionStorage.removeItem(TAB));
    return name;
  } catch {
    return fresh; // storage is off: a reload is another tab
  }
}
