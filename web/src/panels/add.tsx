import { useState } from "preact/hooks";
import { count } from "../format/numbers";
import { Dialog } from "../shell/dialog";
import { KINDS } from "./kinds";
import { OTHERS, addPanel, sections } from "./model";

const MOST_LISTED = 200;

/** Choose a kind and what it shows; the new panel comes first in its section. */
export function AddPanel({ onClose }: { onClose: () => void }) {
  const offered = KINDS.filter(({ choices }) => choices);
  const [name, setName] = useState(offered[0]?.name ?? "");
  const [key, setKey] = useState("");
  const [section, setSection] = useState(sections.value[0]?.name ?? OTHERS);
  const all = offered.find((one) => one.name === name)?.choices?.() ?? [];
  const found = all.filter((one) => one.toLowerCase().includes(key.toLowerCase()));
  const add = (chosen: string) => {
    addPanel(name, chosen, section.trim() || OTHERS);
    onClose();
  };
  return (
    <Dialog title="Add a panel" class="add-panel" onClose={onClose}>
      <div class="edit-fields">
        <label class="field">
          <span>Kind</span>
          <select value={name} onChange={({ currentTarget }) => setName(currentTarget.value)}>
            {offered.map((one) => (
              <option key={one.name} value={one.name}>
                {one.label}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Section</span>
          <input value={section} onInput={({ currentTarget }) => setSection(currentTarget.value)} />
        </label>
        <label class="field">
          <span>Find what it shows</span>
          <input type="search" value={key} onInput={({ currentTarget }) => setKey(currentTarget.value)} />
        </label>
      </div>
      <ul class="add-choices" aria-label="What the panel can show">
        {found.slice(0, MOST_LISTED).map((one) => (
          <li key={one}>
            <button type="button" class="menu-entry" onClick={() => add(one)}>
              {one}
            </button>
          </li>
        ))}
      </ul>
      {found.length > MOST_LISTED && <p class="quiet">{count(found.length - MOST_LISTED)} more: type a part of the name.</p>}
      {found.length === 0 && <p class="quiet">Nothing by this name.</p>}
    </Dialog>
  );
}
