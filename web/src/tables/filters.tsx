import { type Column, type Filter, OPERATORS, type Operator } from "./answer";

const WORDS: Readonly<Record<Operator, string>> = {
  contains: "contains",
  "=": "=",
  "!=": "≠",
  "<": "<",
  "<=": "≤",
  ">": ">",
  ">=": "≥",
  empty: "is empty",
  "not empty": "is not empty",
};

/** The conditions that rows must meet, all of them. */
export function Filters(props: { columns: readonly Column[]; filters: readonly Filter[]; onFilters: (filters: readonly Filter[]) => void }) {
  const { columns, filters, onFilters } = props;
  const change = (place: number, changed: Partial<Filter>) => onFilters(filters.map((one, at) => (at === place ? { ...one, ...changed } : one)));
  return (
    <ul class="table-filters" aria-label="Filters">
      {filters.map(({ column, operator, value }, place) => (
        <li key={place} class="row">
          <select aria-label="Column" value={column} onChange={({ currentTarget }) => change(place, { column: currentTarget.value })}>
            {columns.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <select aria-label="Comparison" value={operator} onChange={({ currentTarget }) => change(place, { operator: currentTarget.value as Operator })}>
            {OPERATORS.map((one) => (
              <option key={one} value={one}>
                {WORDS[one]}
              </option>
            ))}
          </select>
          {!operator.endsWith("empty") && (
            <input aria-label="Value" placeholder="value" value={value} onInput={({ currentTarget }) => change(place, { value: currentTarget.value })} />
          )}
          <button type="button" class="icon" aria-label={`Remove the filter on ${column}`} onClick={() => onFilters(filters.filter((_, at) => at !== place))}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
