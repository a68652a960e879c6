import { Icon } from "../runs/icons";
import { search } from "./model";

/** The panels whose title, key or section has these words. */
export function PanelSearch() {
  return (
    <label class="panel-search">
      <Icon name="search" />
      <span class="unseen">Search panels</span>
      <input type="search" placeholder="Search panels, or /a pattern/" value={search.value} onInput={({ currentTarget }) => (search.value = currentTarget.value)} />
    </label>
  );
}
