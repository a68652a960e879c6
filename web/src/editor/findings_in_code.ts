/** Findings of `chartkit check` as CodeMirror's diagnostics: at the same lines, with their fixes as actions. */
import type { Action, Diagnostic } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Edit, Finding } from "../api/presets";
import { unitOf } from "./offsets";

/** The diagnostics of the findings that lie in this file; those of other files stand in the list beside the text. */
export function diagnosticsOf(findings: readonly Finding[], doc: Text): Diagnostic[] {
  return findings.flatMap((finding) => {
    const place = placeOf(finding, doc);
    return place === null ? [] : [{ ...place, severity: finding.severity, source: finding.code, message: sentence(finding), actions: actionsOf(finding) }];
  });
}

/** Where a finding stands, null where it has no line of this text. */
export function placeOf({ line, column, end_column }: Finding, doc: Text): { from: number; to: number } | null {
  if (line === null || line > doc.lines) return null;
  const { from, text } = doc.line(line);
  const start = from + unitOf(text, (column ?? 1) - 1);
  const end = from + unitOf(text, (end_column ?? (column ?? 1) + 1) - 1);
  return { from: start, to: Math.max(end, start) };
}

/** Make fixes, all at once and each whole or not at all: one outside of the text, or over an earlier one, is not made. */
export function applyFixes(view: EditorView, findings: readonly Finding[]): void {
  const { doc } = view.state;
  const made: Change[] = [];
  for (const { fix } of findings) {
    const changes = fix ? fix.edits.map((edit) => changeOf(edit, doc)) : [];
    const fits = changes.every((one) => one !== null && !made.some((other) => one.from < other.to && other.from < one.to) && !made.some((other) => one.from === other.from));
    if (fits) made.push(...changes.filter((one) => one !== null));
  }
  if (made.length > 0) view.dispatch({ changes: made, userEvent: "input.fix" });
}

interface Change {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

function changeOf({ line, column, end_line, end_column, text }: Edit, doc: Text): Change | null {
  if (line > doc.lines || end_line > doc.lines + 1) return null;
  return { from: at(doc, line, column), to: at(doc, end_line, end_column), insert: text };
}

function actionsOf(finding: Finding): Action[] {
  return finding.fix ? [{ name: finding.fix.words, apply: (view) => applyFixes(view, [finding]) }] : [];
}

/** What is said of a finding beside its fix, which may be the whole of its help. */
export function helpBeside({ help, fix }: Finding): string | null {
  return help === fix?.words ? null : help;
}

function sentence(finding: Finding): string {
  const help = helpBeside(finding);
  return help ? `${finding.message}\n${help}` : finding.message;
}

function at(doc: Text, line: number, column: number): number {
  if (line > doc.lines) return doc.length;
  const { from, text } = doc.line(line);
  return from + unitOf(text, column - 1);
}
