import { highlight } from "../state/highlight";
import { FactEditor, NameLink, Value, editableFact, isNumeric } from "./cells";

import type { Placed } from "./geometry";
import { COLOR, EYE, NAME, N_FIXED, SELECT, active, cellProps, editing, isHovered, openBox } from "./grid_state";
import { type Shown, useActiveColumn, useRowState } from "./row_state";
import { Icon, StateSign } from "./icons";
import { selectTo, startRange, toggleLine } from "./selection";
import { setHidden } from "./settings";

interface Props {
  readonly id: string;
  readonly line: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly frozenPx: number;
  readonly columns: readonly Placed[];
  /** How many groups it stands in. */
  readonly depth: number;
  readonly onFocusBack: () => void;
}

/** One run: what selects, shows and colours it, its name, its values. */
export function RunRowView({ id, line, topPx, widthPx, frozenPx, columns, depth, onFocusBack }: Props) {
  const state = useRowState(id);
  const run = state.run.value;
  const isSelected = state.isSelected.value;
  const isPinned = state.isPinned.value;
  const stands = state.stands.value;
  const edited = state.edited.value;
  const at = useActiveColumn(line);
  const cell = (column: number, name: string) => cellProps(line, column, at, name);
  const to = (column: number) => {
    active.value = { line, column };
  };
  const select = (event: MouseEvent) => {
    to(SELECT);
    if (event.shiftKey) selectTo(line);
    else toggleLine(line);
  };
  const classes = ["run-row", isSelected && "is-selected", isPinned && "is-pinned", stands && `is-${stands}`];
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      aria-level={depth > 0 ? depth + 1 : undefined}
      aria-selected={isSelected}
      class={classes.filter(Boolean).join(" ")}
      style={{ top: `${topPx}px`, width: `${widthPx}px` }}
      onPointerEnter={() => ((isHovered.value = true), highlight([id]))}
      onPointerLeave={() => ((isHovered.value = false), highlight(null))}
    >
      <div class="frozen" role="none" style={{ width: `${frozenPx}px` }}>
        <div {...cell(SELECT, "cell-select")} onClick={select}>
          <span class="box" role="checkbox" aria-checked={isSelected} aria-label={`Select ${run?.name ?? id}`}>
            {isSelected ? "✓" : ""}
          </span>
        </div>
        <div {...cell(EYE, "cell-eye")}>
          <Eye id={id} name={run?.name ?? id} shown={state.shown.value} onTurn={() => to(EYE)} />
        </div>
        <div {...cell(COLOR, "cell-color")}>
          <button
            type="button"
            tabIndex={-1}
            class="icon"
            aria-label={`Colour of ${run?.name ?? id}`}
            onClick={({ currentTarget }) => {
              to(COLOR);
              openBox.value = { kind: "color", ids: [id], anchor: currentTarget };
            }}
          >
            <span class="swatch" style={{ background: state.color.value }} />
          </button>
        </div>
        <div
          {...cell(NAME, "cell-name")}
          style={{ "--level": depth }}
          onClick={() => (to(NAME), startRange(line))}
          onDblClick={() => (editing.value = { id, fact: "name" })}
        >
          {run && edited === "name" ? (
            <FactEditor run={run} fact="name" onEnd={onFocusBack} />
          ) : run ? (
            <>
              <StateSign state={run.state} />
              <NameLink run={run} />
              {isPinned && (
                <span class="pinned" title="Pinned to the top">
                  <Icon name="pin" />
                  <span class="unseen">, pinned</span>
                </span>
              )}
            </>
          ) : (
            <span class="waiting" aria-label="Loading" />
          )}
        </div>
      </div>
      {columns.map(({ column, leftPx, widthPx: wide, number }) => {
        const fact = editableFact(column.key);
        return (
          <div
            key={column.key}
            {...cell(N_FIXED + number, `cell${isNumeric(column) ? " number" : ""}`)}
            style={{ left: `${leftPx}px`, width: `${wide}px` }}
            onClick={() => (to(N_FIXED + number), startRange(line))}
            onDblClick={() => fact && (editing.value = { id, fact })}
          >
            {run && fact && edited === fact ? <FactEditor run={run} fact={fact} onEnd={onFocusBack} /> : run && <Value run={run} column={column} />}
          </div>
        );
      })}
    </div>
  );
}

function Eye({ id, name, shown, onTurn }: { id: string; name: string; shown: Shown; onTurn: () => void }) {
  const isShown = shown === "shown";
  const isBeyond = shown === "beyond";
  const beyond = "Not among the first runs, which the panels show; click to show it too";
  return (
    <button
      type="button"
      tabIndex={-1}
      class={`icon eye${isShown ? "" : " is-off"}`}
      aria-label={`Show ${name} in the panels`}
      aria-pressed={isShown}
      title={isShown ? "Shown in the panels; click to hide" : isBeyond ? beyond : "Hidden from the panels; click to show"}
      onClick={() => (onTurn(), setHidden([id], isShown))}
    >
      <Icon name={isShown || isBeyond ? "eye" : "eyeOff"} />
    </button>
  );
}
