/**
 * Tables that stand in a spec as text, as CSV does. Vega makes their rows by `eval`, which the page's policy forbids; here
 * they are read without. Takes the text; gives rows of texts by the names in the first line, of which Vega makes its types.
 *
 * Source: RFC 4180, section 2; a line's missing fields are empty, as d3-dsv has them.
 */
import { formats } from "vega";

declare module "vega" {
  function formats(name: string, reader: object): void;
}

interface Format {
  /** Names, where the text has none. */
  readonly header?: readonly string[];
  readonly delimiter?: string;
}

type Row = Readonly<Record<string, string>>;

/** As many texts as fields in each line. */
function fieldsOf(text: string, delimiter: string): string[][] {
  const sign = `\\u{${delimiter.codePointAt(0)?.toString(16)}}`;
  const field = new RegExp(`(?:"([^"]*(?:""[^"]*)*)"?|([^${sign}\\r\\n]*))(${sign}|\\r?\\n|\\r|$)`, "uy");
  const rows: string[][] = [];
  let row: string[] = [];
  while (field.lastIndex < text.length) {
    const found = field.exec(text) as RegExpExecArray; // whatever is no field in quotes is one as it stands
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] !== delimiter) rows.push(row.splice(0));
    else if (field.lastIndex === text.length) row.push("");
  }
  return row.length > 0 ? [...rows, row] : rows;
}

function rowsOf(text: string, delimiter: string, header?: readonly string[]): readonly Row[] {
  const lines = fieldsOf(text, delimiter);
  const names = header ?? lines.shift() ?? [];
  const rows = lines.map((line) => Object.fromEntries(names.map((name, place) => [name, line[place] ?? ""])));
  return Object.assign(rows, { columns: names }); // which Vega asks for the columns of no rows
}

/** A reader as Vega has them: it is given a text, and how the spec says it is written. */
function reader(delimiter?: string): object {
  const read = (text: unknown, format: Format = {}) => rowsOf(String(text), delimiter ?? (format.delimiter?.charAt(0) || ","), format.header);
  return Object.assign(read, { responseType: "text" });
}

formats("csv", reader(","));
formats("tsv", reader("\t"));
formats("dsv", reader());
