import { ViewTitle } from "../shell/title";
import { part } from "../state/layout";
import { project } from "../state/project";
import { BulkBar } from "./bulk_bar";
import { Facets } from "./facets";
import { set } from "./settings";
import { RunTable } from "./table";
import { Toolbar } from "./toolbar";

/** The table of a project's runs, as wide as the window. */
export function RunsPage() {
  const areFacetsOpen = part("runs")["facets_open"] === true;
  return (
    <div class="runs-page">
      <ViewTitle text={`Runs of ${project.value ?? ""}`} isUnseen />
      <Toolbar areFacetsOpen={areFacetsOpen} onFacets={() => set({ facets_open: areFacetsOpen ? null : true })} />
      <div class="runs-body">
        {areFacetsOpen && <Facets />}
        <RunTable />
      </div>
      <BulkBar />
    </div>
  );
}
