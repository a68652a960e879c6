import { count, counted, shareText } from "../format/numbers";
import type { ImportanceAnswer } from "./answers";

interface Props {
  readonly answer: ImportanceAnswer;
  /** Null where no more are listed. */
  readonly onMore: (() => void) | null;
}

/** The figures behind the picture, for those who read rather than look. */
export function ImportanceTable({ answer: { rows, n_matched }, onMore }: Props) {
  return (
    <details class="insight-figures">
      <summary>Figures</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">Importance</th>
            <th scope="col">± over shuffles</th>
            <th scope="col">Correlation</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ setting, importance, spread, correlation }) => (
            <tr key={setting}>
              <th scope="row">{setting}</th>
              <td class="number">{figure(importance)}</td>
              <td class="number">{figure(spread)}</td>
              <td class="number">{figure(correlation)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < n_matched && (
        <p class="insight-more quiet">
          {`${count(rows.length)} of ${counted(n_matched, "setting")} listed${onMore ? "." : "; find others by name."}`}
          {onMore && (
            <button type="button" onClick={onMore}>
              Show more
            </button>
          )}
        </p>
      )}
    </details>
  );
}

const figure = (value: number | null): string => (value === null ? "–" : shareText(value));
