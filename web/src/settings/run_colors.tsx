import { useMemo } from "preact/hooks";
import { Legend } from "../legend/legend";
import { chooseColors, colorSettings, keyColors } from "../state/colors";
import { layout } from "../state/layout";
import { type Choices, usualMetric, useChoices } from "./choices";
import { KeyMenu, columnFor } from "./key_menu";
import { PaletteChooser } from "./palettes";

const Y_LABELS = { latest: "Latest", max: "Max", min: "Min" } as const;

/** Settings → Runs: how runs are coloured. */
export function RunColors() {
  const choices = useChoices();
  const isByKey = colorSettings.value["mode"] === "key";
  const first = (choices && usualMetric(choices)) ?? "Step";
  const chooseMode = (mode: "own" | "key") => chooseColors(typeof colorSettings.value["key"] === "string" ? { mode } : { mode, key: first });
  return (
    <>
      <fieldset class="modes">
        <legend>Colours of runs</legend>
        <label>
          <input type="radio" name="mode" checked={!isByKey} onChange={() => chooseMode("own")} />
          <span>
            Each run its own
            <small class="quiet">Set by the script or in the table of runs, else one that stays.</small>
          </span>
        </label>
        <label>
          <input type="radio" name="mode" checked={isByKey} disabled={!choices || layout.value === null} onChange={() => chooseMode("key")} />
          <span>
            Key-based colors
            <small class="quiet">By the value of a metric or of the config, over all runs of the project.</small>
          </span>
        </label>
      </fieldset>
      {isByKey && choices && <ByKey choices={choices} />}
    </>
  );
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

function ByKey({ choices }: { choices: Choices }) {
  const settings = colorSettings.value;
  const shown = keyColors.value;
  const key = textOf(settings["key"]);
  const isNumeric = shown?.is_numeric ?? true;
  const isConfig = shown ? shown.y === null : false;
  const buckets = typeof settings["buckets"] === "number" ? settings["buckets"] : choices.buckets.usual;
  const y = textOf(settings["y"]) ?? "latest";
  const columns = useMemo(
    () => [
      ...choices.defaults.map((one) => columnFor(one.key, "", choices.n_runs)),
      ...choices.metrics.map((one) => columnFor(one.key, "", one.n_runs)),
      ...choices.config.map((one) => columnFor(one.key, "config", one.n_runs, one.kind as "number", one.n_values)),
    ],
    [choices],
  );
  return (
    <div class="by-key">
      <KeyMenu label="Key" value={key} columns={columns} onChoose={(chosen) => chooseColors({ key: chosen })} />
      <label class="field">
        <span>Y value</span>
        <select value={y} disabled={isConfig} onChange={({ currentTarget }) => chooseColors({ y: currentTarget.value })}>
          {choices.y.map((one) => (
            <option key={one} value={one}>
              {Y_LABELS[one]}
            </option>
          ))}
        </select>
        {isConfig && <small class="quiet">A key of the config has one value a run.</small>}
      </label>
      <label class="field">
        <span>Buckets</span>
        <span class="slider">
          <input
            type="range"
            min={choices.buckets.fewest}
            max={choices.buckets.most}
            step={1}
            value={buckets}
            disabled={!isNumeric}
            onInput={({ currentTarget }) => chooseColors({ buckets: currentTarget.valueAsNumber })}
          />
          <output>{buckets}</output>
        </span>
        {!isNumeric && <small class="quiet">These values are no numbers: each has a colour.</small>}
      </label>
      <PaletteChooser
        palettes={isNumeric ? choices.palettes : [...choices.palettes].sort((a, b) => Number(a.kind === "sequential") - Number(b.kind === "sequential"))}
        chosen={textOf(settings[isNumeric ? "palette" : "categories"]) ?? shown?.palette ?? ""}
        onChoose={(name) => chooseColors(isNumeric ? { palette: name } : { categories: name })}
      />
      <Legend label="The colours as chosen" />
    </div>
  );
}
