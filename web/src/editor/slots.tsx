import { useState } from "preact/hooks";
import type { Column, FieldSlot, StringSlot, Text } from "../api/presets";
import { DRAGGED } from "./data";
import type { Session } from "./session";
import type { Field } from "./trial";

/** The preset's slots and what fills them in the preview: columns by a list or by dropping one, texts by typing. */
export function SlotPane({ session }: { session: Session }) {
  const look = session.trial.look.value;
  const { fields = [], strings = [] } = look?.slots ?? {};
  if (fields.length + strings.length === 0) return null;
  const columns = look?.table?.columns ?? [];
  return (
    <section class="card slots" aria-label="Slots">
      <h2>Slots</h2>
      <div class="slot-grid">
        {fields.map((slot) => (
          <FieldInput key={slot.name} slot={slot} columns={columns} onFill={(value) => session.trial.setField(slot.name, value)} />
        ))}
        {strings.map((slot) => (
          <StringInput key={slot.name} slot={slot} onFill={(value) => session.trial.setString(slot.name, value)} />
        ))}
      </div>
    </section>
  );
}

function FieldInput({ slot, columns, onFill }: { slot: FieldSlot; columns: readonly Column[]; onFill: (value: Field) => void }) {
  const [isOver, setOver] = useState(false);
  const filled = slot.value === null ? [] : typeof slot.value === "string" ? [slot.value] : slot.value;
  const missing = filled.filter((name) => !columns.some((column) => column.name === name));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const name = event.dataTransfer?.getData(DRAGGED);
    if (name) onFill(slot.many ? [...new Set([...filled, name])] : name);
  };
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes(DRAGGED)) return;
    event.preventDefault();
    setOver(true);
  };
  const chosen = (select: HTMLSelectElement): Field => {
    if (slot.many) return [...select.selectedOptions].map((option) => option.value);
    return select.value === "" ? null : select.value;
  };
  return (
    <label class={`field slot ${isOver ? "over" : ""}`} title={slot.description} onDragOver={over} onDragLeave={() => setOver(false)} onDrop={drop}>
      <span>
        <code>{slot.name}</code> {slot.types.includes("any") ? "" : slot.types.join(" or ")}
        {slot.required ? <span class="needed"> required</span> : ""}
      </span>
      <select multiple={slot.many} size={slot.many ? 4 : 1} onChange={({ currentTarget }) => onFill(chosen(currentTarget))}>
        {!slot.many && <option value="">{slot.default === null ? "(empty)" : `${slot.default} (by default)`}</option>}
        {missing.map((name) => (
          <option key={name} value={name} selected>
            {name} (not in this table)
          </option>
        ))}
        {columns.map(({ name, kind }) => (
          <option key={name} value={name} selected={filled.includes(name)}>
            {name} · {kind}
          </option>
        ))}
      </select>
    </label>
  );
}

function StringInput({ slot, onFill }: { slot: StringSlot; onFill: (value: Text | null) => void }) {
  const name = (
    <span>
      <code>{slot.name}</code> {slot.type}
      {slot.required ? <span class="needed"> required</span> : ""}
    </span>
  );
  const usual = slot.default === null || slot.default === "" ? "(not given)" : `${slot.default} (by default)`;
  if (slot.choices.length > 0 || slot.type === "boolean") {
    const choices: readonly Text[] = slot.choices.length > 0 ? slot.choices : [true, false];
    const fill = (text: string) => onFill(choices.find((choice) => String(choice) === text) ?? null);
    return (
      <label class="field slot" title={slot.description}>
        {name}
        <select value={slot.value === null ? "" : String(slot.value)} onChange={({ currentTarget }) => fill(currentTarget.value)}>
          <option value="">{usual}</option>
          {choices.map((choice) => (
            <option key={String(choice)} value={String(choice)}>
              {String(choice)}
            </option>
          ))}
        </select>
      </label>
    );
  }
  const value = slot.value === null ? "" : String(slot.value);
  return (
    <label class="field slot" title={slot.description}>
      {name}
      {slot.type === "text" ? (
        <input type="text" placeholder={usual} value={value} onInput={({ currentTarget }) => onFill(currentTarget.value || null)} />
      ) : (
        <input
          type="number"
          step={slot.type === "integer" ? 1 : "any"}
          min={slot.minimum ?? undefined}
          max={slot.maximum ?? undefined}
          placeholder={usual}
          value={value}
          onInput={({ currentTarget }) => onFill(currentTarget.value === "" ? null : Number(currentTarget.value))}
        />
      )}
    </label>
  );
}
