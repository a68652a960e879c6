import { useEffect, useMemo, useState } from "preact/hooks";
import { Picture } from "../drawing/picture";
import { count, counted } from "../format/numbers";
import { useChoices, usualMetric } from "../settings/choices";
import { KeyMenu, columnFor } from "../settings/key_menu";
import type { YValue } from "../state/colors";
import { isDark } from "../state/theme";
import type { ImportanceAnswer } from "./answers";
import { useAnswer } from "./asking";
import { ImportanceTable } from "./importance_table";
import type { InsightProps } from "./parallel";

const FIRST_LISTED = 40;
const LISTED_MORE = 200;
const MOST_LISTED = 1_000;

/** How much each setting matters for a metric, over all runs of the project. */
export function Importance({ settings, set, widthPx }: InsightProps) {
  const choices = useChoices();
  const key = typeof settings["target"] === "string" ? settings["target"] : choices && usualMetric(choices);
  const y = settings["y"] === "max" || settings["y"] === "min" ? settings["y"] : "latest";
  const [search, setSearch] = useState("");
  const [limit, setLimit] = useState(FIRST_LISTED);
  useEffect(() => setLimit(FIRST_LISTED), [key, y, search]);
  const { answer, fault, isAsking } = useAnswer<ImportanceAnswer>("importance", useMemo(() => (key ? { key, y, search, limit } : null), [key, y, search, limit]));
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
      {answer && (answer.n_settings > FIRST_LISTED || search !== "") && (
        <div class="insight-search">
          <input type="search" aria-label="Find a setting" placeholder="Find a setting" autocomplete="off" spellcheck={false} value={search} onInput={({ currentTarget }) => setSearch(currentTarget.value)} />
          <span class="quiet" role="status">
            {foundOf(answer, search)}
          </span>
        </div>
      )}
      {drawing && <Picture drawing={drawing} label={`Importance of ${counted(answer?.n_drawn ?? 0, "setting")} for ${key}`} />}
      {answer && answer.rows.length > 0 && <ImportanceTable answer={answer} onMore={limit < MOST_LISTED ? () => setLimit(Math.min(MOST_LISTED, limit + LISTED_MORE)) : null} />}
    </div>
  );
}

function foundOf({ n_settings, n_matched, n_drawn }: ImportanceAnswer, search: string): string {
  const matched = search === "" ? counted(n_settings, "setting") : `${count(n_matched)} of ${counted(n_settings, "setting")} with “${search}” in the name`;
  return n_drawn < n_matched ? `${matched}; the first ${count(n_drawn)} are drawn.` : `${matched}.`;
}

function factsOf({ n_runs, explained }: ImportanceAnswer): string {
  const runs = counted(n_runs, "run");
  return explained === null ? runs : `${runs}; the settings explain ${Math.round(100 * Math.max(0, explained))}% of the differences in runs left out.`;
}
