import { Popover } from "../runs/popover";
import type { YValue } from "../state/colors";
import type { Axis } from "./answers";
import type { ChosenAxis } from "./axes";
import { type Brush, valueAt } from "./brushes";

interface Props {
  readonly axis: Axis;
  readonly chosen: ChosenAxis;
  readonly place: number;
  readonly n: number;
  readonly brush: Brush | null;
  readonly anchor: Element;
  readonly onChange: (patch: Partial<ChosenAxis>) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
  readonly onBrush: (brush: Brush | null) => void;
  readonly onClose: () => void;
}

const Y_LABELS: readonly (readonly [YValue, string])[] = [
  ["latest", "Latest"],
  ["max", "Max"],
  ["min", "Min"],
];

/** All that can be done with an axis, by pointer or keyboard. */
export function AxisMenu({ axis, chosen, place, n, brush, anchor, onChange, onMove, onRemove, onBrush, onClose }: Props) {
  const isConfig = axis.key.startsWith("config.");
  return (
    <Popover title={`Axis ${axis.name}`} anchor={anchor} onClose={onClose} class="axis-menu">
      <p class="axis-menu-name">{axis.name}</p>
      <div class="row">
        <button type="button" disabled={place === 0} onClick={() => onMove(place - 1)}>
          ← Move left
        </button>
        <button type="button" disabled={place === n - 1} onClick={() => onMove(place + 1)}>
          Move right →
        </button>
      </div>
      <div class="row">
        <button type="button" aria-pressed={chosen.is_inverted} onClick={() => onChange({ is_inverted: !chosen.is_inverted })}>
          Invert
        </button>
        <button type="button" aria-pressed={axis.is_log} disabled={!axis.can_log && !axis.is_log} onClick={() => onChange({ is_log: !chosen.is_log })}>
          Log scale
        </button>
        <button type="button" disabled={n === 1} onClick={onRemove}>
          Remove
        </button>
      </div>
      {!isConfig && (
        <label class="field">
          <span>Y value</span>
          <select value={chosen.y} onChange={({ currentTarget }) => onChange({ y: currentTarget.value as YValue })}>
            {Y_LABELS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      <fieldset class="axis-ends">
        <legend>Select runs</legend>
        <End label="From" axis={axis} value={brush?.[0] ?? 0} onValue={(low) => onBrush([low, Math.max(low, brush?.[1] ?? 1)])} />
        <End label="To" axis={axis} value={brush?.[1] ?? 1} onValue={(high) => onBrush([Math.min(high, brush?.[0] ?? 0), high])} />
        <button type="button" disabled={brush === null} onClick={() => onBrush(null)}>
          Clear the selection
        </button>
      </fieldset>
    </Popover>
  );
}

function End({ label, axis, value, onValue }: { label: string; axis: Axis; value: number; onValue: (value: number) => void }) {
  const said = valueAt(axis, value);
  return (
    <label class="axis-end">
      <span>{label}</span>
      <input type="range" min={0} max={1} step={0.01} value={value} aria-valuetext={said} onInput={({ currentTarget }) => onValue(currentTarget.valueAsNumber)} />
      <output>{said}</output>
    </label>
  );
}
