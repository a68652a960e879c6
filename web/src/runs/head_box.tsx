import { columnNamed, moveColumn, showColumns, shownColumns } from "./columns";
import { Popover } from "./popover";
import { facetKeys, groupBy, set } from "./settings";

/** What can be done with a column. */
export function HeadBox({ columnKey, anchor, onClose }: { columnKey: string; anchor: Element; onClose: () => void }) {
  const column = columnNamed(columnKey);
  const place = shownColumns.value.indexOf(columnKey);
  const isGrouped = groupBy.value.includes(columnKey);
  const entries: readonly (readonly [string, () => void, boolean])[] = [
    ["Sort up", () => set({ sort: [`+${columnKey}`] }), true],
    ["Sort down", () => set({ sort: [`-${columnKey}`] }), true],
    [isGrouped ? "Group by it no more" : "Group by it", () => set({ group: isGrouped ? groupBy.value.filter((one) => one !== columnKey) : [...groupBy.value, columnKey] }), columnKey !== "name"],
    ["Filter by its values", () => set({ facets: [...new Set([...(facetKeys.value ?? []), columnKey])], facets_open: true }), columnKey !== "name"],
    ["Move left", () => moveColumn(columnKey, place - 1), place > 0],
    ["Move right", () => moveColumn(columnKey, place + 2), place >= 0 && place < shownColumns.value.length - 1],
    ["Take away", () => showColumns(shownColumns.value.filter((one) => one !== columnKey)), place >= 0],
  ];
  return (
    <Popover title={`Column ${column.key}`} anchor={anchor} class="entries" onClose={onClose}>
      <p class="box-title">{column.key}</p>
      {entries
        .filter(([, , isThere]) => isThere)
        .map(([label, run]) => (
          <button key={label} type="button" class="entry" onClick={() => (run(), onClose())}>
            {label}
          </button>
        ))}
    </Popover>
  );
}
