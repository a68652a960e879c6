import { useRef } from "preact/hooks";
import { settingsOf } from "../lines/settings";
import { metrics } from "../lines/metrics";
import { LineToolbar } from "../lines/toolbar";
import { useGridWidth } from "../panels/grid";
import type { Panel } from "../panels/kinds";
import { PanelSearch } from "../panels/search";
import { search, sections } from "../panels/model";
import { PanelSection } from "../panels/section";
import type { RunFacts } from "./answer";

/** The project's line panels of what this run logged, with its lines alone. */
export function Metrics({ run }: { run: RunFacts }) {
  const place = useRef<HTMLDivElement>(null);
  const isMeasured = useGridWidth(place);
  const own = new Set(run.numbers);
  const isOwn = (panel: Panel) => panel.kind === "line" && settingsOf(panel).keys.some((key) => own.has(key));
  const shown = sections.value.map((section) => ({ ...section, panels: section.panels.filter(isOwn) })).filter(({ panels }) => panels.length > 0);
  return (
    <>
      <div class="panel-toolbar" role="toolbar" aria-label="Panels">
        <PanelSearch />
        <span class="grow" />
        <LineToolbar />
      </div>
      <div ref={place} class="panel-sections">
        {isMeasured && shown.map((section) => <PanelSection key={section.name} section={section} />)}
        {shown.length === 0 && <p class="quiet">{metrics.value === null ? "Reading the metrics …" : search.value.trim() ? `No panel by “${search.value}”.` : "The panels of this run's metrics are hidden in its project."}</p>}
      </div>
    </>
  );
}
