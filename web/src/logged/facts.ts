/** Media as the server tells of them (`chartkit/workspace/media/items.py`). */

export interface MediaItem {
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly size_bytes?: number | null;
  readonly file?: string;
  /** The file's address; none for what is kept in numbers alone. */
  readonly url?: string;
  /** The address of the page that shows it in a frame. */
  readonly page?: string;
  readonly masks?: Readonly<Record<string, { readonly url: string; readonly class_labels: Readonly<Record<string, string>> | null }>>;
}

export const captionOf = ({ facts }: MediaItem): string | null => (typeof facts["caption"] === "string" ? facts["caption"] : null);
