import { useState } from "preact/hooks";
import { count } from "../format/numbers";
import { LineToolbar } from "../lines/toolbar";
import { ReportButton } from "../report/button";
import { SettingsButton } from "../settings/button";
import { change, part } from "../state/layout";
import { AddPanel } from "./add";
import { nHidden, panels, search, sections, showHidden } from "./model";
import { PanelSearch } from "./search";

/** Above the panels: search, what holds for all line panels, how many panels a row has, and a new one. */
export function PanelToolbar() {
  const [isAdding, setAdding] = useState(false);
  const nFound = sections.value.reduce((sum, section) => sum + section.panels.length, 0);
  const columns = part("grid")["columns"];
  return (
    <div class="panel-toolbar" role="toolbar" aria-label="Panels">
      <PanelSearch />
      <span class="quiet" role="status">
        {search.value.trim() ? `${count(nFound)} of ${count(panels.value.length)} panels` : ""}
      </span>
      <span class="grow" />
      <LineToolbar />
      <label>
        <span class="unseen">Panels in a row</span>
        <select value={typeof columns === "number" ? columns : "auto"} onChange={({ currentTarget }) => change({ grid: { columns: Number(currentTarget.value) || null } })}>
          <option value="auto">Columns: auto</option>
          {[1, 2, 3, 4, 5, 6].map((n) => (
            <option key={n} value={n}>
              {n === 1 ? "1 column" : `${n} columns`}
            </option>
          ))}
        </select>
      </label>
      {nHidden.value > 0 && (
        <button type="button" onClick={showHidden}>
          Show {nHidden.value} hidden
        </button>
      )}
      <button type="button" onClick={() => setAdding(true)}>
        Add panel
      </button>
      <ReportButton />
      <SettingsButton />
      {isAdding && <AddPanel onClose={() => setAdding(false)} />}
    </div>
  );
}
