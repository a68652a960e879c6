import { counted } from "../format/numbers";
import { Dialog } from "../shell/dialog";
import { MOST_COLUMNS, allColumns, columnNamed, moveColumn, showColumns, shownColumns } from "./columns";
import { Icon } from "./icons";
import { KeyChooser, KeyName } from "./key_chooser";
import { set } from "./settings";

/** Which columns the table shows, and in which order: searched among all there are. */
export function ColumnPicker({ onClose }: { onClose: () => void }) {
  const shown = shownColumns.value;
  const all = (allColumns.value ?? []).filter(({ key }) => key !== "name");
  const toggle = (key: string) => showColumns(shown.includes(key) ? shown.filter((one) => one !== key) : [...shown, key]);
  const ofSection = (section: string) => all.filter((column) => column.section === section && !shown.includes(column.key)).map(({ key }) => key);
  const add = (section: string) => showColumns([...shown, ...ofSection(section)].slice(0, MOST_COLUMNS));
  return (
    <Dialog title="Columns" class="column-picker" onClose={onClose}>
      <div class="picker-parts">
        <section aria-label="All columns">
          <h3>All {counted(all.length, "column")}</h3>
          <KeyChooser label="Show or hide a column" columns={all} chosen={new Set(shown)} onChoose={toggle} isMany />
          <div class="row">
            <button type="button" onClick={() => add("config")}>
              Add config
            </button>
            <button type="button" onClick={() => add("summary")}>
              Add summary
            </button>
            <button type="button" onClick={() => showColumns([])}>
              None
            </button>
            <button type="button" onClick={() => set({ columns: null })}>
              As at first
            </button>
          </div>
          {all.length > MOST_COLUMNS && <p class="quiet">A table shows at most {MOST_COLUMNS} columns.</p>}
        </section>
        <section aria-label="Columns shown">
          <h3>Shown, in this order</h3>
          {shown.length === 0 && <p class="quiet">The names alone.</p>}
          <ol class="chosen-keys">
            {shown.map((key, place) => (
              <ShownColumn key={key} columnKey={key} place={place} n={shown.length} onRemove={() => toggle(key)} />
            ))}
          </ol>
        </section>
      </div>
    </Dialog>
  );
}

function ShownColumn({ columnKey, place, n, onRemove }: { columnKey: string; place: number; n: number; onRemove: () => void }) {
  return (
    <li
      class="row"
      draggable
      onDragStart={({ dataTransfer }) => dataTransfer?.setData("text/plain", columnKey)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        moveColumn(event.dataTransfer?.getData("text/plain") ?? "", place);
      }}
    >
      <span class="grow">
        <KeyName column={columnNamed(columnKey)} />
      </span>
      <button type="button" class="icon" disabled={place === 0} aria-label={`Move ${columnKey} up`} onClick={() => moveColumn(columnKey, place - 1)}>
        <Icon name="up" />
      </button>
      <button type="button" class="icon" disabled={place === n - 1} aria-label={`Move ${columnKey} down`} onClick={() => moveColumn(columnKey, place + 2)}>
        <Icon name="down" />
      </button>
      <button type="button" class="icon" aria-label={`Take ${columnKey} away`} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </li>
  );
}
