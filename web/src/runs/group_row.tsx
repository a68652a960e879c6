import { count } from "../format/numbers";
import { highlight } from "../state/highlight";
import { isVisible, selectedRuns } from "../state/runs";
import { cellText, number } from "./format";
import type { Placed } from "./geometry";
import { columnNamed } from "./columns";
import { EYE, NAME, N_FIXED, SELECT, active, cellProps, isHovered } from "./grid_state";
import { figuresOf } from "./group_figures";
import type { Group } from "./group_tree";
import { hide } from "./hiding";
import { useActiveColumn } from "./row_state";
import { Icon } from "./icons";
import { groups } from "./rows";
import { idsOf, openGroup } from "./lines";
import { selectTo, toggleLine } from "./selection";
import type { Cell, Figures } from "./types";

interface Props {
  readonly group: Group;
  readonly isOpen: boolean;
  readonly line: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly frozenPx: number;
  readonly columns: readonly Placed[];
}

/** A group: the value of its own key, how many runs it has, and mean, least and greatest of each column of numbers. */
export function GroupRowView({ group, isOpen, line, topPx, widthPx, frozenPx, columns }: Props) {
  const ids = idsOf(group);
  const nSelected = ids.reduce((n, id) => n + (selectedRuns.value.has(id) ? 1 : 0), 0);
  const isShown = ids.some(isVisible);
  const { label } = group;
  const stats = figuresOf(group);
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
      aria-level={group.level + 1}
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
          <button type="button" tabIndex={-1} class={`icon eye${isShown ? "" : " is-off"}`} aria-pressed={isShown} aria-label={`Show the group ${label} in the panels`} onClick={() => (to(EYE), hide(ids, isShown))}>
            <Icon name={isShown ? "eye" : "eyeOff"} />
          </button>
        </div>
        <div {...cell(NAME, "cell-name group-name")} style={{ "--level": group.level }} title={label} onClick={() => (to(NAME), openGroup(group.key, !isOpen))}>
          <span class={`turner${isOpen ? " is-open" : ""}`}>
            <Icon name="open" />
          </span>
          <span class="group-value">
            <span class="quiet">{columnNamed(keyAt(group.level)).label} </span>
            {textOf(group.values[group.level] ?? null)}
          </span>
          <span class="count" title={`${count(group.n)} runs`}>
            {count(group.n)}
          </span>
        </div>
      </div>
      {columns.map(({ column, leftPx, widthPx: wide, number: place }) => (
        <div key={column.key} {...cell(N_FIXED + place, "cell number")} style={{ left: `${leftPx}px`, width: `${wide}px` }} onClick={() => to(N_FIXED + place)}>
          <FiguresView figures={stats?.[column.key]} />
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

const keyAt = (level: number): string => groups.value?.keys[level] ?? "";
