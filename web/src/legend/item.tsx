import { count as numbers, counted } from "../format/numbers";
import { highlight, pinHighlight } from "../state/highlight";

export interface Entry {
  /** Unique in the legend. */
  readonly name: string;
  readonly label: string;
  readonly color: string;
  readonly ids: readonly string[];
  /** How many runs of the project have it; null for one run. */
  readonly count: number | null;
  /** How many of them the panels show. */
  readonly nShown: number;
  readonly kind: string;
}

interface Props {
  readonly entry: Entry;
  readonly isPinned: boolean;
  readonly isDim: boolean;
}

/** One entry of the legend: a button that lets its runs stand out. */
export function LegendItem({ entry, isPinned, isDim }: Props) {
  const { label, color, ids, count, nShown, kind } = entry;
  const isEmpty = ids.length === 0;
  const said = count === null ? label : `${label}: ${counted(count, "run")}, ${numbers(nShown)} shown`;
  return (
    <li class={isDim ? "is-dim" : undefined}>
      <button
        type="button"
        class="legend-item"
        aria-pressed={isPinned}
        title={said}
        disabled={isEmpty}
        data-kind={kind}
        onPointerEnter={() => highlight(ids)}
        onFocus={({ currentTarget }) => currentTarget.matches(":focus-visible") && highlight(ids)}
        onBlur={() => highlight(null)}
        onClick={() => pinHighlight(isPinned ? null : ids)}
      >
        <span class="swatch" style={{ background: color }} />
        <span class="legend-label">{label}</span>
        {count !== null && (
          <>
            <span class="legend-count">{numbers(count)}</span>
            <span class="unseen">
              {count === 1 ? "run" : "runs"}, {numbers(nShown)} shown
            </span>
          </>
        )}
      </button>
    </li>
  );
}
