/** What is told of the store: by the server to a stream, and by the streams to pages, perhaps through a worker. */

export interface Change {
  readonly runs: readonly string[];
  readonly gone: readonly string[];
  readonly presets: readonly string[];
  readonly layout: string | null;
}

/**
 * Where the server's news are, `NAME.NUMBER`: that server told all up to that number. Empty for who does not know where it
 * is: anything may have changed since it asked for its contents.
 */
export type Place = string;

export type News =
  | { readonly kind: "open" }
  | { readonly kind: "lost" }
  /** Other projects have the streams: what changes meanwhile is told when the page is looked at again. */
  | { readonly kind: "rest" }
  | { readonly kind: "reset" }
  | { readonly kind: "change"; readonly change: Partial<Change> };

/** What a page says to the streams: the project that it follows and from where, whether it is seen, that it is gone. */
export type Word =
  | { readonly kind: "follow"; readonly project: string | null; readonly place: Place; readonly isSeen: boolean }
  | { readonly kind: "see"; readonly isSeen: boolean }
  | { readonly kind: "leave" };

/** Tells news of a project, or of the list of projects with an empty name. */
export type Tell = (project: string, news: News) => void;
