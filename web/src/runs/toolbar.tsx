import { useState } from "preact/hooks";
import { count, counted } from "../format/numbers";
import { nRuns, orderedRuns } from "../state/runs";
import { ColumnPicker } from "./column_picker";
import { shownColumns } from "./columns";
import { Icon } from "./icons";
import { KeysHelp } from "./keys_help";
import { QueryBox } from "./query_box";
import { questionFault } from "./rows";
import { SearchBox } from "./search_box";
import { clearFilters, groupBy, isFiltered, sort } from "./settings";
import { GroupBox, SortBox } from "./sort_box";

type Box = { readonly kind: "sort" | "group"; readonly anchor: Element } | { readonly kind: "columns" | "keys" };

interface Props {
  readonly areFacetsOpen: boolean;
  readonly onFacets: () => void;
  /** True beside the panels, where columns are not chosen. */
  readonly isNarrow?: boolean;
}

/** Search, filter, group, sort, columns: what the table shows. */
export function Toolbar({ areFacetsOpen, onFacets, isNarrow = false }: Props) {
  const [box, setBox] = useState<Box | null>(null);
  const close = () => setBox(null);
  const open = (kind: "sort" | "group") => (event: MouseEvent) => setBox({ kind, anchor: event.currentTarget as Element });
  const label = (text: string, n: number) => (isNarrow ? <span class="unseen">{text}</span> : <span>{text}{n > 0 && <span class="badge">{n}</span>}</span>);
  return (
    <div class={`run-toolbar${isNarrow ? " is-narrow" : ""}`}>
      <SearchBox />
      {!isNarrow && <QueryBox />}
      <div class="run-tools" role="toolbar" aria-label="Table">
        <button type="button" aria-pressed={areFacetsOpen} title="Filter by values" onClick={onFacets}>
          <Icon name="filter" /> {label("Filters", 0)}
        </button>
        <button type="button" aria-pressed={groupBy.value.length > 0} aria-haspopup="dialog" title="Group runs" onClick={open("group")}>
          <Icon name="group" /> {label("Group", groupBy.value.length)}
        </button>
        <button type="button" aria-pressed={sort.value.length > 0} aria-haspopup="dialog" title="Sort runs" onClick={open("sort")}>
          <Icon name="sort" /> {label("Sort", sort.value.length)}
        </button>
        {!isNarrow && (
          <button type="button" aria-haspopup="dialog" onClick={() => setBox({ kind: "columns" })}>
            <Icon name="columns" /> Columns <span class="badge">{shownColumns.value.length}</span>
          </button>
        )}
        <button type="button" class="icon" aria-label="Keys of the table" title="Keys of the table" aria-haspopup="dialog" onClick={() => setBox({ kind: "keys" })}>
          <Icon name="keys" />
        </button>
      </div>
      <Count />
      {isNarrow && <Refused />}
      {box?.kind === "sort" && <SortBox anchor={box.anchor} onClose={close} />}
      {box?.kind === "group" && <GroupBox anchor={box.anchor} onClose={close} />}
      {box?.kind === "columns" && <ColumnPicker onClose={close} />}
      {box?.kind === "keys" && <KeysHelp onClose={close} />}
    </div>
  );
}

/** Why the filters were refused, where the box that says it is not there. */
function Refused() {
  const fault = questionFault.value;
  return fault && <p class="query-fault" role="alert">{fault.message}</p>;
}

function Count() {
  const total = nRuns.value;
  if (total === null) return null;
  const n = orderedRuns.value.length;
  return (
    <p class="run-count" role="status">
      {isFiltered.value ? `${count(n)} of ${counted(total, "run")}` : counted(total, "run")}
      {isFiltered.value && (
        <button type="button" class="plain" onClick={clearFilters}>
          Clear filters
        </button>
      )}
    </p>
  );
}
