/** Completion and hover for CodeMirror, by the server's own schema and reading of presets. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { hoverTooltip, type Tooltip } from "@codemirror/view";
import { askPreset, type Column, type OfferedWord } from "../api/presets";
import { markdown } from "./markdown";
import { charactersBefore, unitOf } from "./offsets";

interface Offered {
  readonly start: number;
  readonly end: number;
  readonly options: readonly OfferedWord[];
}

interface Meaning {
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly text: string;
}

/** What the editor knows beside its text. */
export interface Around {
  readonly name: string;
  readonly columns: () => readonly Column[];
}

const USUAL = new Set(["spec", "fields", "example", "mark", "encoding", "data", "title", "field", "type", "x", "y", "color", "transform", "layer"]);
const TYPES: Readonly<Record<string, string>> = { key: "property", word: "enum", slot: "variable", column: "text", preset: "class", function: "function", constant: "constant", file: "text" };
const WORD_END = /[\w$/.{:"'-]$/;

/** The words that may stand at the cursor: asked for while a word is typed, and by Ctrl+Space. */
export function completionSource({ name, columns }: Around): (context: CompletionContext) => Promise<CompletionResult | null> {
  return async (context) => {
    const { pos, explicit, state } = context;
    const before = state.sliceDoc(state.doc.lineAt(pos).from, pos);
    if (!explicit && !WORD_END.test(before) && !/[:{,] $|^\s+$|- $/.test(before)) return null;
    const text = state.doc.toString();
    const ending = new AbortController();
    context.addEventListener("abort", () => ending.abort());
    const body = { name, text, offset: charactersBefore(text, pos), columns: Object.fromEntries(columns().map((one) => [one.name, one.kind])) };
    const found = await askPreset<Offered | null>("complete", body, ending.signal).catch(() => null); // no answer, no offer
    if (!found || context.aborted) return null;
    return {
      from: unitOf(text, found.start),
      to: unitOf(text, found.end),
      options: found.options.map(optionOf),
      validFor: /^[\w$/.{}:-]*$/,
    };
  };
}

function optionOf({ label, kind, text, detail, info }: OfferedWord): Completion {
  const option: Completion = { label, apply: text, boost: USUAL.has(label) ? 20 : kind === "slot" || kind === "column" ? 30 : 0 };
  const type = TYPES[kind];
  if (type) option.type = type;
  if (detail) option.detail = detail;
  if (info) option.info = () => markdown(info);
  return option;
}

/** What the word under the pointer means. */
export function explanations({ name }: Around) {
  return hoverTooltip(
    async (view, pos): Promise<Tooltip | null> => {
      const text = view.state.doc.toString();
      const body = { name, text, offset: charactersBefore(text, pos) };
      const found = await askPreset<Meaning | null>("hover", body).catch(() => null); // no answer, nothing to tell
      if (!found || view.state.doc.toString() !== text) return null;
      return {
        pos: unitOf(text, found.start),
        end: unitOf(text, found.end),
        above: true,
        create: () => ({ dom: told(found) }),
      };
    },
    { hoverTime: 350 },
  );
}

function told({ title, text }: Meaning): HTMLElement {
  const box = document.createElement("div");
  box.className = "meaning";
  const heading = document.createElement("strong");
  heading.textContent = title;
  box.append(heading, markdown(text));
  return box;
}
