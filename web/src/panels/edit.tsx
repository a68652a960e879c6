import { Dialog } from "../shell/dialog";
import { type Panel, kindOf } from "./kinds";
import { MOST_HIGH, MOST_WIDE, panels, patchPanel, setSettings } from "./model";
import { TextField } from "./text_field";

/** Title, section, size, and the settings of the panel's kind; each is kept as it is changed. */
export function EditPanel({ panel, onClose }: { panel: Panel; onClose: () => void }) {
  const now = panels.value.find(({ id }) => id === panel.id) ?? panel;
  const kind = kindOf(now.kind);
  const set = (patch: Parameters<typeof setSettings>[1]) => setSettings(now, patch);
  return (
    <Dialog title={`Edit ${now.title}`} class="edit-panel" onClose={onClose}>
      <div class="edit-fields">
        <TextField label="Title" value={now.title} onChange={(title) => patchPanel(now, { title: title || null })} />
        <TextField label="Section" value={now.section} onChange={(section) => patchPanel(now, { section: section || null })} />
        <Size label="Columns" value={now.wide} most={MOST_WIDE} onChange={(wide) => patchPanel(now, { wide })} />
        <Size label="Rows" value={now.high} most={MOST_HIGH} onChange={(high) => patchPanel(now, { high })} />
      </div>
      {kind?.Settings && <kind.Settings panel={now} widthPx={0} heightPx={0} isFull={false} set={set} />}
    </Dialog>
  );
}

function Size({ label, value, most, onChange }: { label: string; value: number; most: number; onChange: (value: number) => void }) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}>
        {Array.from({ length: most }, (_, place) => (
          <option key={place} value={place + 1}>
            {place + 1}
          </option>
        ))}
      </select>
    </label>
  );
}
