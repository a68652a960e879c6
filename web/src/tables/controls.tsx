import { count, counted } from "../format/numbers";
import { StepSlider } from "../logged/slider";
import type { TableAnswer } from "./answer";

interface Props {
  readonly answer: TableAnswer;
  readonly tableKey: string;
  readonly step: number | null;
  readonly onStep: (step: number | null) => void;
  readonly onVersion: (version: number) => void;
  readonly onFilter: () => void;
  readonly downloadPath: (format: string) => string;
}

/** What stands above a table: its step and version, how many rows there are, a filter more, and the whole as a file. */
export function TableControls({ answer, tableKey, step, onStep, onVersion, onFilter, downloadPath }: Props) {
  return (
    <div class="logged-controls table-controls">
      <StepSlider steps={answer.steps} step={step} label={tableKey} onStep={onStep} />
      {answer.n_versions > 1 && (
        <select aria-label="Version" value={answer.version} onChange={({ currentTarget }) => onVersion(Number(currentTarget.value))}>
          {Array.from({ length: answer.n_versions }, (_, place) => (
            <option key={place} value={place}>
              Version {place + 1} of {answer.n_versions}
            </option>
          ))}
        </select>
      )}
      <span class="quiet how-many" role="status">
        {countText(answer.n_matched, answer.n_rows)}
      </span>
      <button type="button" onClick={onFilter}>
        Filter
      </button>
      <a download href={downloadPath("csv")} title="Texts as they were logged: import the file as text in a spreadsheet">
        CSV
      </a>
      <a download href={downloadPath("parquet")}>
        Parquet
      </a>
    </div>
  );
}

function countText(nMatched: number, nRows: number): string {
  const rows = counted(nRows, "row");
  return nMatched === nRows ? rows : `${count(nMatched)} of ${rows}`;
}
