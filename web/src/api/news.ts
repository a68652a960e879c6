/** What is told of the store: by the server to a stream, and by the streams to pages, perhaps through a worker. */

export interface Change {
  readonly runs: readonly string[];
  readonly gone: readonly string[];
  readonly presets: readonly string[];
  readonly layout: string | null;
}

export type News =
  | { readonly kind: "open" }
  | { readonly kind: "lost" }
  /** Other projects have the streams: what changes meanwhile is told when the page is looked at again. */
  | { readonly kind: "rest" }
  | { readonly kind: "reset" }
  | { readonly kind: "change"; readonly change: Partial<Change> };

/**
 * What a page says to the streams: the project that it follows, from which place of the news on where it knows one,
 * whether it is seen, that it is gone.
 */
export type Word =
  | { readonly kind: "follow"; readonly project: string | null; readonly isSeen: boolean; readonly place: string }
  | { readonly kind: "see"; readonly isSeen: boolean }
  | { readonly kind: "leave" };

export type Tell = (news: News) => void;
