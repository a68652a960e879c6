import { useMemo } from "preact/hooks";
import { Picture } from "../drawing/picture";
import { counted } from "../format/numbers";
import { useChoices } from "../settings/choices";
import { KeyMenu, columnFor } from "../settings/key_menu";
import type { YValue } from "../state/colors";
import { isDark } from "../state/theme";
import type { ImportanceAnswer } from "./answers";
import { useAnswer } from "./asking";
import { usualMetric } from "./axes";
import { ImportanceTable } from "./importance_table";
import type { InsightProps } from "./parallel";

/** How much each setting matters for a metric, over all runs of the project. */
export function Importance({ settings, set, widthPx }: InsightProps) {
  const choices = useChoices();
  const key = typeof settings["target"] === "string" ? settings["target"] : choices && usualMetric(choices);
  const y = settings["y"] === "max" || settings["y"] === "min" ? settings["y"] : "latest";
  const { answer, fault, isAsking } = useAnswer<ImportanceAnswer>("importance", useMemo(() => (key ? { key, y } : null), [key, y]));
  const columns = useMemo(() => (choices?.metrics ?? []).map((one) => columnFor(one.key, "", one.n_runs)), [choices]);
  const drawing = useMemo(
    () => answer?.spec && { spec: answer.spec, widthPx, heightPx: 200, isDark: isDark.value },
    [answer?.spec, widthPx, isDark.value],
  );
  if (!choices) return <p class="quiet">Reading what the runs have …</p>;
  if (!key) return <p class="quiet">No run has logged a number yet.</p>;
  return (
    <div class="insight-body">
      <div class="insight-head">
        <KeyMenu label="Metric" value={key} columns={columns} onChoose={(target) => set({ target })} />
        <label class="field">
          <span>Y value</span>
          <select value={y} onChange={({ currentTarget }) => set({ y: currentTarget.value as YValue })}>
            <option value="latest">Latest</option>
            <option value="max">Max</option>
            <option value="min">Min</option>
          </select>
        </label>
        {answer && <p class="insight-facts quiet">{factsOf(answer)}</p>}
      </div>
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {answer?.warning && (
        <p class="insight-warning" role="status">
          {answer.warning}
        </p>
      )}
      {answer?.notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
      {!answer && isAsking && <p class="quiet">Working out importances …</p>}
      {drawing && <Picture drawing={drawing} label={`Importance of ${answer?.rows.length ?? 0} settings for ${key}`} />}
      {answer && answer.rows.length > 0 && <ImportanceTable rows={answer.rows} />}
    </div>
  );
}

function factsOf({ n_runs, explained }: ImportanceAnswer): string {
  const runs = counted(n_runs, "run");
  return explained === null ? runs : `${runs}; the settings explain ${Math.round(100 * Math.max(0, explained))}% of the differences in runs left out.`;
}
