/**
 * What the charts of one preset share: takes a Vega-Lite spec, gives the spec without its rows, its title and what it
 * says of its making (`usermeta`), which is compiled once for all of them, and rows and title apart.
 */

export interface Apart {
  readonly spec: object;
  readonly datasets: Readonly<Record<string, readonly object[]>>;
  /** Its lines; null where the title stayed in the spec, or there is none. */
  readonly title: string | readonly string[] | null;
}

/** The param that gives a title its text. */
export const TITLE = "chartkit_title_text";

interface Whole {
  readonly marks?: unknown;
  readonly datasets?: Readonly<Record<string, unknown>>;
  readonly title?: unknown;
  readonly params?: readonly unknown[];
  readonly usermeta?: unknown;
}

/** The parts of a spec; null for one that has no rows of its own, or is Vega's. */
export function apart(whole: object): Apart | null {
  const { datasets, title, params = [], usermeta: _, ...rest } = whole as Whole;
  if (Array.isArray(rest.marks) || datasets === undefined || !Object.values(datasets).every(Array.isArray)) return null;
  const rows = datasets as Apart["datasets"];
  const said = isText(title) ? { text: title } : (title as { readonly text?: unknown } | undefined);
  if (!isText(said?.text)) return { spec: { ...rest, params, ...(title === undefined ? {} : { title }) }, datasets: rows, title: null };
  const shared = { ...rest, title: { ...said, text: { expr: TITLE } }, params: [...params, { name: TITLE, value: "" }] };
  return { spec: shared, datasets: rows, title: said.text };
}

const isText = (value: unknown): value is string | readonly string[] =>
  typeof value === "string" || (Array.isArray(value) && value.every((line) => typeof line === "string"));
