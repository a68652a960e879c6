import { useMemo, useRef } from "preact/hooks";
import { Legend } from "../legend/legend";
import { metrics } from "../lines/metrics";
import { RunSidebar } from "../runs/sidebar";
import { ViewTitle } from "../shell/title";
import { project } from "../state/project";
import { nRuns } from "../state/runs";
import { useGridWidth } from "./grid";
import { kindOf } from "./kinds";
import { panels, search, sections } from "./model";
import { PanelSection } from "./section";
import { PanelToolbar } from "./toolbar";

/** The workspace of a project: its runs at the side, their panels in sections. */
export function WorkspaceView() {
  const place = useRef<HTMLDivElement>(null);
  const isMeasured = useGridWidth(place);
  const firstKind = sections.value[0]?.panels[0]?.kind;
  useMemo(() => firstKind && kindOf(firstKind)?.prepare?.(), [firstKind]);
  return (
    <div class="workspace">
      <ViewTitle text={project.value ?? ""} isUnseen />
      <RunSidebar />
      <div class="workspace-panels">
        <PanelToolbar />
        <Legend />
        <div ref={place} class="panel-sections">
          {isMeasured && sections.value.map((section) => <PanelSection key={section.name} section={section} />)}
          <Nothing />
        </div>
      </div>
    </div>
  );
}

function Nothing() {
  if (sections.value.some((section) => section.panels.length > 0)) return null;
  if (metrics.value === null) return <p class="quiet">Reading the metrics …</p>;
  if (search.value.trim() && panels.value.length) return <p class="quiet">No panel by “{search.value}”.</p>;
  const text = nRuns.value === 0 ? "This project has no run yet." : "No run of this project has logged a number yet.";
  return <p class="quiet">{text} Panels come by themselves with the first numbers.</p>;
}
