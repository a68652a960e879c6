import { useState } from "preact/hooks";
import { editorPath, type Library, startPreset } from "../api/presets";
import { Dialog } from "../shell/dialog";
import { go } from "../shell/router";

type How = "template" | "copy" | "extends";
const HOWS: readonly { readonly value: How; readonly label: string; readonly told: string }[] = [
  { value: "template", label: "A template", told: "lines over an example of six rows" },
  { value: "copy", label: "A copy of", told: "its whole text and example data, yours to change" },
  { value: "extends", label: "Building on (extends)", told: "only what you change; the rest follows the other preset" },
];

/** Start a preset of one's own: its name, and what it starts from. */
export function NewPreset({ library, source = "", onClose }: { library: Library; source?: string; onClose: () => void }) {
  const [name, setName] = useState("");
  const [how, setHow] = useState<How>(source ? "copy" : "template");
  const [base, setBase] = useState(source || library.presets[0]?.name || "");
  const [fault, setFault] = useState<string | null>(null);
  const start = async (event: Event) => {
    event.preventDefault();
    try {
      const saved = await startPreset(name.trim(), how, how === "template" ? "" : base);
      onClose();
      go(editorPath(saved.name));
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Dialog title="New preset" class="new-preset" onClose={onClose}>
      <form onSubmit={(event) => void start(event)}>
        <label class="field">
          <span>Name</span>
          <input required autofocus placeholder="my/loss" value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
        </label>
        <p class="quiet">
          It is written to {library.folder}/{name.trim() || "my/loss"}.yaml
        </p>
        <fieldset>
          <legend>It starts from</legend>
          {HOWS.map(({ value, label, told }) => (
            <label key={value} class="choice">
              <input type="radio" name="how" checked={how === value} onChange={() => setHow(value)} />
              <span>
                {label} <span class="quiet">{told}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {how !== "template" && (
          <label class="field">
            <span>{how === "copy" ? "Preset to copy" : "Preset to build on"}</span>
            <select value={base} onChange={({ currentTarget }) => setBase(currentTarget.value)}>
              {library.presets.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )}
        {fault && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
        <div class="row ends">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary">
            Create and edit
          </button>
        </div>
      </form>
    </Dialog>
  );
}
