import { useId, useRef, useState } from "preact/hooks";
import { type Column } from "../runs/columns";
import { KeyChooser } from "../runs/key_chooser";
import { Popover } from "../runs/popover";

interface Props {
  readonly label: string;
  readonly value: string | null;
  readonly columns: readonly Column[];
  readonly onChoose: (key: string) => void;
}

/** A drop-down over any number of keys, with a search box. */
export function KeyMenu({ label, value, columns, onChoose }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const choose = (key: string) => {
    setOpen(false);
    onChoose(key);
  };
  return (
    <div class="field">
      <span id={`${id}-label`}>{label}</span>
      <button ref={button} type="button" class="key-menu" aria-haspopup="listbox" aria-expanded={isOpen} aria-labelledby={`${id}-label ${id}-value`} onClick={() => setOpen(!isOpen)}>
        <span id={`${id}-value`} class="grow">{value ?? "Choose a key"}</span>
        <span aria-hidden="true">▾</span>
      </button>
      {isOpen && button.current && (
        <Popover title={label} anchor={button.current} onClose={() => setOpen(false)}>
          <KeyChooser label={label} columns={columns} chosen={new Set(value === null ? [] : [value])} onChoose={choose} />
        </Popover>
      )}
    </div>
  );
}

/** A key of a kind as the chooser lists it. */
export function columnFor(key: string, section: string, nRuns: number, kind: Column["facts"]["kind"] = "number", nValues = 0): Column {
  const label = section && key.startsWith(`${section}.`) ? key.slice(section.length + 1) : key;
  return { key, section: label === key ? "" : section, label, facts: { key, kind, n_runs: nRuns, min: null, max: null, n_values: nValues, first: null } };
}
