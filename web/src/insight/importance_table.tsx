import type { ImportanceRow } from "./answers";

/** The figures behind the picture, for those who read rather than look. */
export function ImportanceTable({ rows }: { rows: readonly ImportanceRow[] }) {
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
    </details>
  );
}

const figure = (value: number | null): string => (value === null ? "–" : value.toFixed(3));
