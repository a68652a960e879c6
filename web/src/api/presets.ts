/** What the server knows of presets: the library, one preset's text, and what it finds, offers and draws of a text. */
import type { Spec } from "../charts/answer";
import { type Fault, type Options, ask, askTagged } from "./client";

export interface FieldSlot {
  readonly name: string;
  readonly types: readonly string[];
  readonly required: boolean;
  readonly many: boolean;
  readonly default: string | null;
  readonly description: string;
  readonly value: string | readonly string[] | null;
}

export type Text = string | number | boolean;

export interface StringSlot {
  readonly name: string;
  readonly type: "text" | "integer" | "number" | "boolean";
  readonly required: boolean;
  readonly default: Text | null;
  readonly choices: readonly Text[];
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly description: string;
  readonly value: Text | null;
}

export interface Slots {
  readonly fields: readonly FieldSlot[];
  readonly strings: readonly StringSlot[];
}

export interface Listed extends Slots {
  readonly name: string;
  readonly file: string;
  /** Another one whenever what its example draws may have changed. */
  readonly version: string;
  readonly origin: "chartkit" | "yours";
  readonly isWritable: boolean;
  readonly description: string;
  readonly fault: string | null;
  readonly tables: readonly string[];
  readonly hasExample: boolean;
  readonly call: string;
}

export interface Library {
  readonly presets: readonly Listed[];
  readonly folder: string;
}

/** A preset as its file has it. */
export interface Saved {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly etag: string;
  readonly isWritable: boolean;
}

export interface Edit {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly end_line: number;
  readonly end_column: number;
  readonly text: string;
}

export interface Finding {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly end_column?: number;
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly help: string | null;
  readonly fix?: { readonly words: string; readonly edits: readonly Edit[] };
}

export interface Column {
  readonly name: string;
  readonly kind: string;
}

export interface TableFacts {
  readonly rows: number;
  readonly columns: readonly Column[];
  readonly words: string;
  readonly isMadeUp?: boolean;
  /** The datasets of the preset that tables become. */
  readonly tables?: readonly string[];
}

export interface DrawnChart {
  readonly spec: Spec;
  readonly title: string;
  readonly plan: string;
  readonly words: string;
  readonly isNotice: boolean;
}

export interface Look {
  readonly slots: Slots | null;
  readonly table: TableFacts | null;
  readonly chart: DrawnChart | null;
  readonly faults: readonly (Fault & { readonly severity: Finding["severity"]; readonly line?: number })[];
}

export interface Source {
  readonly kind: "example" | "run" | "file" | "upload";
  readonly project?: string;
  readonly run?: string;
  readonly key?: string;
  readonly step?: number | null;
  readonly path?: string;
}

export interface OfferedWord {
  readonly label: string;
  readonly kind: string;
  readonly text: string;
  readonly detail: string;
  readonly info: string;
}

export interface DiffLine {
  readonly kind: "same" | "gone" | "new" | "gap";
  readonly old: number | null;
  readonly new: number | null;
  readonly text: string;
}

export const library = (signal?: AbortSignal): Promise<Library> => ask("/api/presets", withSignal(signal));

export const readPreset = async (name: string, signal?: AbortSignal): Promise<Saved> =>
  (await askTagged<Saved>(presetPath(name), withSignal(signal))).answer;

export const exampleChart = (name: string, widthPx: number, signal?: AbortSignal): Promise<Look> =>
  ask(`/api/preset-charts/${encoded(name)}?width=${widthPx}`, withSignal(signal));

/** Save over the text that `etag` names. Throws an `ApiFault` of status 412 where another one is there by now. */
export const savePreset = (name: string, text: string, etag: string): Promise<Saved> =>
  ask(presetPath(name), { method: "PUT", body: { text }, headers: { "If-Match": etag } });

/** Write a new preset, with the data of `from`'s example where the text names it. 412 where the name is taken. */
export const writeNew = (name: string, text: string, from: string): Promise<Saved> =>
  ask(presetPath(name), { method: "PUT", body: { text, from }, headers: { "If-None-Match": "*" } });

export const startPreset = (name: string, how: "template" | "copy" | "extends", source: string): Promise<Saved> =>
  ask("/api/presets/new", { body: { name, how, source } });

/** A question about a text, by name of the question: check, complete, hover, preview, diff, golden. */
export const askPreset = <Answer>(question: string, body: object, signal?: AbortSignal): Promise<Answer> =>
  ask(`/api/presets/${question}`, { body, ...withSignal(signal) });

function withSignal(signal: AbortSignal | undefined): Options {
  return signal ? { signal } : {};
}

const encoded = (name: string): string => name.split("/").map(encodeURIComponent).join("/");
const presetPath = (name: string): string => `/api/presets/${encoded(name)}`;

/** The address of a preset's editor. */
export const editorPath = (name: string): string => `/presets/edit/${encoded(name)}`;
