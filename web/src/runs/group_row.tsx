import { highlight } from "../state/highlight";
import { isVisible, selectedRuns } from "../state/runs";
import { cellText, count, number } from "./format";
import type { Placed } from "./geometry";
import { columnNamed } from "./columns";
import { EYE, NAME, N_FIXED, SELECT, active, cellProps, isHovered } from "./grid_state";
import { useActiveColumn } from "./row_state";
import { Icon } from "./icons";
import { idsOf, openGroup } from "./lines";
import { selectTo, toggleLine } from "./selection";
import { groupBy, setHidden } from "./settings";
import type { Cell, Figures, Group } from "./types";

interface Props {
  readonly group: Group;
  readonly groupKey: string;
  readonly isOpen: boolean;
  readonly line: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly frozenPx: number;
  readonly columns: readonly Placed[];
}

/** A group: its values, how many runs it has, and mean, least and greatest of each column of numbers. */
export function GroupRowView({ group, groupKey, isOpen, line, topPx, widthPx, frozenPx, columns }: Props) {
  const ids = idsOf(group);
  const nSelected = ids.reduce((n, id) => n + (selectedRuns.value.has(id) ? 1 : 0), 0);
  const isShown = ids.some(isVisible);
  const label = labelOf(group);
  const at = useActiveColumn(line);
  const cell = (column: number, name: string) => cellProps(line, column, at, name);
  const to = (column: number) => {
    active.value = { line, column };
  };
  const isAll = nSelected === ids.length && nSelected > 0;
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      aria-level={1}
      aria-expanded={isOpen}
      aria-selected={isAll}
      class={`run-row group-row${isAll ? " is-selected" : ""}`}
      style={{ top: `${topPx}px`, width: `${widthPx}px` }}
      onPointerEnter={() => ((isHovered.value = true), highlight(ids))}
      onPointerLeave={() => ((isHovered.value = false), highlight(null))}
    >
      <div class="frozen" role="none" style={{ width: `${frozenPx}px` }}>
        <div {...cell(SELECT, "cell-select")} onClick={(event) => (to(SELECT), event.shiftKey ? selectTo(line) : toggleLine(line))}>
          <span class="box" role="checkbox" aria-checked={isAll ? true : nSelected > 0 ? "mixed" : false} aria-label={`Select the group ${label}`}>
            {isAll ? "✓" : nSelected > 0 ? "–" : ""}
          </span>
        </div>
        <div {...cell(EYE, "cell-eye")}>
          <button type="button" tabIndex={-1} class={`icon eye${isShown ? "" : " is-off"}`} aria-pressed={isShown} aria-label={`Show the group ${label} in the panels`} onClick={() => (to(EYE), setHidden(ids, isShown))}>
            <Icon name={isShown ? "eye" : "eyeOff"} />
          </button>
        </div>
        <div {...cell(NAME, "cell-name group-name")} title={label} onClick={() => (to(NAME), openGroup(groupKey, !isOpen))}>
          <span class={`turner${isOpen ? " is-open" : ""}`}>
            <Icon name="open" />
          </span>
          <span class="group-values">
            {group.values.map((value, place) => (
              <span key={place} class="group-value">
                <span class="quiet">{columnNamed(groupBy.value[place] ?? "").label} </span>
                {textOf(value)}
              </span>
            ))}
          </span>
          <span class="count" title={`${count(group.n)} runs`}>
            {count(group.n)}
          </span>
        </div>
      </div>
      {columns.map(({ column, leftPx, widthPx: wide, number: place }) => (
        <div key={column.key} {...cell(N_FIXED + place, "cell number")} style={{ left: `${leftPx}px`, width: `${wide}px` }} onClick={() => to(N_FIXED + place)}>
          <FiguresView figures={group.stats[column.key]} />
        </div>
      ))}
    </div>
  );
}

function FiguresView({ figures }: { figures: Figures | undefined }) {
  if (!figures) return null;
  const { mean, min, max, n } = figures;
  const whole = `mean ${mean}, least ${min}, greatest ${max}, of ${n} ${n === 1 ? "run" : "runs"}`;
  return (
    <span class="figures" title={whole}>
      <span>{number(mean)}</span>
      {min !== max && (
        <span class="span">
          {number(min)}…{number(max)}
        </span>
      )}
    </span>
  );
}

function textOf(value: Cell): string {
  return value === null ? "—" : cellText(value);
}

function labelOf(group: Group): string {
  return group.values.map((value, place) => `${groupBy.value[place] ?? ""} ${textOf(value)}`).join(", ");
}
