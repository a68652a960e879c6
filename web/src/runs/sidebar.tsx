import { useState } from "preact/hooks";
import { count, counted } from "../format/numbers";
import { pathTo } from "../shell/router";
import { project } from "../state/project";
import { nBeyond, nRuns, visibleRuns } from "../state/runs";
import { BulkBar } from "./bulk_bar";
import { Facets } from "./facets";
import { Icon } from "./icons";
import { Popover } from "./popover";
import { QueryBox } from "./query_box";
import { FIRST_SHOWN, nShown, set } from "./settings";
import { RunTable } from "./table";
import { Toolbar } from "./toolbar";

/** The runs beside the panels: which are shown there, in which colours. Above the panels of a narrow window it opens when asked. */
export function RunSidebar() {
  const [isOpen, setOpen] = useState(false);
  const [filters, setFilters] = useState<Element | null>(null);
  const close = () => setFilters(null);
  const total = nRuns.value;
  return (
    <section class={`run-sidebar${isOpen ? " is-open" : ""}`} aria-label="Runs">
      <header class="run-sidebar-head">
        <h2>
          <span class="beside">Runs</span>
          <button type="button" class="above" aria-expanded={isOpen} aria-controls="run-list" onClick={() => setOpen(!isOpen)}>
            <Icon name={isOpen ? "opened" : "open"} /> Runs {total !== null && `(${count(total)})`}
          </button>
        </h2>
        <a class="to-table" href={pathTo("p", project.value ?? "", "runs")}>
          <Icon name="table" /> Table
        </a>
      </header>
      <div id="run-list">
        <Toolbar isNarrow areFacetsOpen={filters !== null} onFacets={() => (filters ? close() : setFilters(document.querySelector(".run-sidebar .run-tools")))} />
        {filters && (
          <Popover title="Filters" anchor={filters} class="filters-box" onClose={close}>
            <QueryBox />
            <Facets />
          </Popover>
        )}
        <RunTable isNarrow />
        <ShownNote />
      </div>
      <BulkBar />
    </section>
  );
}

/** How many runs the panels show, said plainly, with a way to all of them. */
function ShownNote() {
  const total = nRuns.value;
  if (total === null || total === 0) return null;
  const n = visibleRuns.value.length;
  return (
    <p class="shown-note" role="status">
      <span>
        The panels show {n === total ? (n === 1 ? "the run" : `all ${counted(n, "run")}`) : `${count(n)} of ${counted(total, "run")}`}.
      </span>
      {nBeyond.value > 0 && (
        <button type="button" onClick={() => set({ shown: "all" })}>
          Show all {count(n + nBeyond.value)}
        </button>
      )}
      {nShown.value === null && n > FIRST_SHOWN && (
        <button type="button" onClick={() => set({ shown: null })}>
          Show the first {FIRST_SHOWN}
        </button>
      )}
    </p>
  );
}
