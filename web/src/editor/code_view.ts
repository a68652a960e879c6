/**
 * The text of a preset in CodeMirror: YAML or JSON with completion, explanations, findings and search. Tab indents;
 * Escape lets it leave the editor again.
 */
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore, isolateHistory } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension, Text } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import type { Finding } from "../api/presets";
import { type Around, completionSource, explanations } from "./completion";
import { applyFixes, diagnosticsOf, placeOf } from "./findings_in_code";
import { highlighting, look } from "./code_look";

export interface CodeOptions {
  readonly text: string;
  readonly around: Around;
  readonly label: string;
  readonly describedBy: string;
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
}

export class CodeView {
  private readonly view: EditorView;

  constructor(place: HTMLElement, options: CodeOptions) {
    this.view = new EditorView({ parent: place, state: stateOf(options) });
  }

  /** Replace what differs, as one step that can be undone; cursor and scroll stay where they can. */
  show(text: string): void {
    const { state } = this.view;
    if (state.sliceDoc() === text) return;
    const now = state.doc.toString();
    const next = text.replace(/\r\n?/g, "\n"); // CodeMirror counts every line end as one
    let from = 0;
    while (from < now.length && from < next.length && now[from] === next[from]) from++;
    let tail = 0;
    const most = Math.min(now.length, next.length) - from;
    while (tail < most && now[now.length - 1 - tail] === next[next.length - 1 - tail]) tail++;
    const insert = Text.of(next.slice(from, next.length - tail).split("\n"));
    this.view.dispatch({ changes: { from, to: now.length - tail, insert }, annotations: isolateHistory.of("full") });
  }

  tell(findings: readonly Finding[]): void {
    this.view.dispatch(setDiagnostics(this.view.state, diagnosticsOf(findings, this.view.state.doc)));
  }

  goTo(finding: Finding): void {
    const place = placeOf(finding, this.view.state.doc);
    if (!place) return;
    this.view.dispatch({ selection: { anchor: place.from, head: place.to }, effects: EditorView.scrollIntoView(place.from, { y: "center" }) });
    this.view.focus();
  }

  fix(findings: readonly Finding[]): void {
    applyFixes(this.view, findings);
  }

  end(): void {
    this.view.destroy();
  }
}

function stateOf({ text, around, label, describedBy, onChange, onSave }: CodeOptions): EditorState {
  const nonce = document.getElementById("app")?.dataset["nonce"];
  const extensions: Extension[] = [
    lineNumbers(),
    lintGutter(),
    codeFolding(),
    foldGutter({ markerDOM: foldMarker }),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    yaml(),
    syntaxHighlighting(highlighting),
    look,
    autocompletion({ override: [completionSource(around)], maxRenderedOptions: 200, interactionDelay: 20, icons: false }),
    explanations(around),
    keymap.of([
      { key: "Mod-s", preventDefault: true, run: () => (onSave(), true) },
      { key: "Tab", run: (view) => acceptCompletion(view) || indentMore(view), shift: indentLess },
      { key: "Escape", run: (view) => (view.setTabFocusMode(true), true) },
      ...closeBracketsKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...defaultKeymap,
    ]),
    EditorView.domEventHandlers({ focus: (_, view) => view.setTabFocusMode(false), beforeinput: typeOverLines }),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy, spellcheck: "false", tabindex: "0" }),
    EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.sliceDoc())),
    EditorState.tabSize.of(2),
  ];
  if (text.includes("\r\n") && !/[^\r]\n/.test(text)) extensions.push(EditorState.lineSeparator.of("\r\n"));
  if (nonce) extensions.push(EditorView.cspNonce.of(nonce));
  return EditorState.create({ doc: text, extensions });
}

/**
 * Typing over several lines, done by the editor itself: a browser that does it keeps the look of what it removes in inline
 * styles, which the page's policy forbids.
 */
function typeOverLines(event: InputEvent, view: EditorView): boolean {
  const { from, to } = view.state.selection.main;
  const { data, inputType } = event;
  if (inputType !== "insertText" || data === null || view.composing || view.state.doc.lineAt(from).to >= to) return false;
  event.preventDefault();
  const typed = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
  if (!view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, data, typed))) view.dispatch(typed());
  return true;
}

function foldMarker(isOpen: boolean): HTMLElement {
  const marker = document.createElement("span");
  marker.textContent = isOpen ? "▾" : "▸";
  marker.title = isOpen ? "Fold these lines" : "Unfold these lines";
  return marker;
}
