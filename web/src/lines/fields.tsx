import { type Json, type JsonObject, objectOf } from "../state/layout";
import { metrics } from "./metrics";
import { AXES, BANDS, SMOOTHINGS } from "./settings";

interface FieldsProps {
  /** What is said here. */
  readonly said: JsonObject;
  /** What holds where nothing is said here. */
  readonly inherited: JsonObject;
  readonly set: (patch: JsonObject) => void;
}

/** The settings of line panels that hold for one or for all. */
export function LineFields({ said, inherited, set }: FieldsProps) {
  const value = (name: string): Json | undefined => said[name] ?? inherited[name];
  const smoothing = { ...objectOf(inherited["smoothing"]), ...objectOf(said["smoothing"]) };
  const kind = SMOOTHINGS.find((one) => one.value === smoothing["kind"]) ?? SMOOTHINGS[0]!;
  const weight = typeof smoothing["weight"] === "number" ? smoothing["weight"] : 0;
  const x = typeof value("x") === "string" ? (value("x") as string) : "auto";
  return (
    <div class="line-fields">
      <label class="field">
        <span>X axis</span>
        <select value={x} onChange={({ currentTarget }) => set({ x: currentTarget.value })}>
          {AXES.map((axis) => (
            <option key={axis.value} value={axis.value}>
              {axis.label}
            </option>
          ))}
          <optgroup label="Metrics">
            {(metrics.value ?? []).slice(0, 500).map(({ key }) => (
              <option key={key}>{key}</option>
            ))}
          </optgroup>
        </select>
      </label>
      <label class="field">
        <span>Smoothing</span>
        <select
          value={kind.value}
          onChange={({ currentTarget }) => {
            const chosen = SMOOTHINGS.find((one) => one.value === currentTarget.value) ?? SMOOTHINGS[0]!;
            set({ smoothing: { kind: chosen.value, weight: chosen.start } });
          }}
        >
          {SMOOTHINGS.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      </label>
      {kind.value !== "none" && (
        <label class="field">
          <span>
            {kind.value === "ema" ? "Weight" : kind.value === "average" ? "Points in the window" : "Standard deviation in points"}: {weight}
          </span>
          <input type="range" min={0} max={kind.most} step={kind.step} value={weight} onInput={({ currentTarget }) => set({ smoothing: { kind: kind.value, weight: Number(currentTarget.value) } })} />
        </label>
      )}
      <label class="field">
        <span>Range around the mean of a group</span>
        <select value={String(value("band") ?? "minmax")} onChange={({ currentTarget }) => set({ band: currentTarget.value })}>
          {BANDS.map((band) => (
            <option key={band.value} value={band.value}>
              {band.label}
            </option>
          ))}
        </select>
      </label>
      <Check label="Keep the unsmoothed line, faint" isOn={value("raw") !== false} onChange={(raw) => set({ raw })} />
      <Check label="Log x axis" isOn={value("xLog") === true} onChange={(xLog) => set({ xLog })} />
      <Check label="Log y axis" isOn={value("yLog") === true} onChange={(yLog) => set({ yLog })} />
      <Check label="Leave room for outliers on the y axis" isOn={value("outliers") !== false} onChange={(outliers) => set({ outliers })} />
    </div>
  );
}

function Check({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={isOn} onChange={({ currentTarget }) => onChange(currentTarget.checked)} /> {label}
    </label>
  );
}
