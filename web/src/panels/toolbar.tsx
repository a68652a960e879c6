import { useState } from "preact/hooks";
import { count } from "../format/numbers";
import { LineToolbar } from "../lines/toolbar";
import { ReportButton } from "../report/button";
import { SettingsButton } from "../settings/button";
import { AddPanel } from "./add";
import { GridButton } from "./grid_button";
import { nHidden, panels, search, sections, showHidden } from "./model";
import { PanelSearch } from "./search";

/** Above the panels: search, what holds for all line panels, their grid, and a new one. */
export function PanelToolbar() {
  const [isAdding, setAdding] = useState(false);
  const nFound = sections.value.reduce((sum, section) => sum + section.panels.length, 0);
  return (
    <div class="panel-toolbar" role="toolbar" aria-label="Panels">
      <PanelSearch />
      <span class="quiet" role="status">
        {search.value.trim() ? `${count(nFound)} of ${count(panels.value.length)} panels` : ""}
      </span>
      <span class="grow" />
      <LineToolbar />
      <GridButton />
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
