import { useState } from "preact/hooks";
import { Popover } from "../runs/popover";
import { change, part } from "../state/layout";

const COLUMNS = [1, 2, 3, 4, 5, 6, 8, 10, 12];
/** One to three rows of the grid. */
const HEIGHTS = ["Low", "Middle", "Tall"];

/** How many panels a row has, and how high those are that have no height of their own. */
export function GridButton() {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const { columns, high } = part("grid");
  return (
    <>
      <button type="button" aria-haspopup="dialog" aria-expanded={anchor !== null} onClick={({ currentTarget }) => setAnchor(anchor ? null : currentTarget)}>
        Grid
      </button>
      {anchor && (
        <Popover title="Grid of panels" anchor={anchor} class="panel-grid-settings" onClose={() => setAnchor(null)}>
          <h2>Grid of panels</h2>
          <Choice label="Panels in a row" auto="As many as fit" chosen={columns} choices={COLUMNS.map((n) => [n, String(n)])} set={(n) => change({ grid: { columns: n } })} />
          <Choice label="Height of panels" auto="As their kind" chosen={high} choices={HEIGHTS.map((name, place) => [place + 1, name])} set={(n) => change({ grid: { high: n } })} />
          <p class="quiet">Rows have no more panels than fit; a panel that was resized keeps its height.</p>
        </Popover>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** What null stands for. */
  readonly auto: string;
  readonly chosen: unknown;
  readonly choices: readonly (readonly [number, string])[];
  readonly set: (chosen: number | null) => void;
}

function Choice({ label, auto, chosen, choices, set }: ChoiceProps) {
  return (
    <label>
      {label}{" "}
      <select value={typeof chosen === "number" ? chosen : ""} onChange={({ currentTarget }) => set(Number(currentTarget.value) || null)}>
        <option value="">{auto}</option>
        {choices.map(([n, name]) => (
          <option key={n} value={n}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
