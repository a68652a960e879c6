import { useState } from "preact/hooks";
import type { PanelProps } from "../panels/kinds";
import { TextField } from "../panels/text_field";
import { LineFields } from "./fields";
import { metrics } from "./metrics";
import { common, settingsOf } from "./settings";

const MOST_LISTED = 500;

/** The settings of one line panel: its metrics, axis titles and ends, and what it does otherwise than all. */
export function LinePanelSettings({ panel, set }: PanelProps) {
  const settings = settingsOf(panel);
  const { keys } = settings;
  const [wanted, setWanted] = useState("");
  const all = (metrics.value ?? []).map(({ key }) => key);
  const add = (key: string) => {
    setWanted("");
    if (all.includes(key) && !keys.includes(key)) set({ keys: [...keys, key] });
  };
  const list = `metrics-of-${panel.id}`;
  const own = Object.keys(panel.settings).filter((name) => !["keys", "xTitle", "yTitle"].includes(name));
  return (
    <div class="line-panel-settings">
      <fieldset>
        <legend>Metrics</legend>
        <ul class="line-keys">
          {keys.map((key) => (
            <li key={key}>
              <span class="grow">{key}</span>
              <button type="button" class="icon" aria-label={`Leave out ${key}`} disabled={keys.length === 1} onClick={() => set({ keys: keys.filter((one) => one !== key) })}>
                ×
              </button>
            </li>
          ))}
        </ul>
        <label class="field">
          <span>Add a metric</span>
          <input list={list} value={wanted} onInput={({ currentTarget }) => (setWanted(currentTarget.value), all.includes(currentTarget.value) && add(currentTarget.value))} />
        </label>
        <datalist id={list}>
          {all.filter((key) => !keys.includes(key) && key.toLowerCase().includes(wanted.toLowerCase())).slice(0, MOST_LISTED).map((key) => (
            <option key={key} value={key} />
          ))}
        </datalist>
      </fieldset>
      <div class="edit-fields">
        <Words label="Title of the x axis" value={settings.xTitle} onChange={(xTitle) => set({ xTitle })} />
        <Words label="Title of the y axis" value={settings.yTitle} onChange={(yTitle) => set({ yTitle })} />
        <End label="Lowest y" value={settings.yMin} onChange={(yMin) => set({ yMin })} />
        <End label="Highest y" value={settings.yMax} onChange={(yMax) => set({ yMax })} />
      </div>
      <LineFields said={panel.settings} inherited={common.value} set={set} />
      {own.length > 0 && (
        <button type="button" onClick={() => set(Object.fromEntries(own.map((name) => [name, null])))}>
          As all line plots
        </button>
      )}
    </div>
  );
}

function Words({ label, value, onChange }: { label: string; value: string; onChange: (value: string | null) => void }) {
  return <TextField label={label} value={value} onChange={(words) => onChange(words || null)} />;
}

function End({ label, value, onChange }: { label: string; value: number | null; onChange: (value: number | null) => void }) {
  const text = value === null ? "" : String(value);
  return <TextField label={label} type="number" placeholder="by the values" value={text} onChange={(end) => onChange(end === "" ? null : Number(end))} />;
}
