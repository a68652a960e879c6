import { useState } from "preact/hooks";
import { editorPath } from "../api/presets";
import { Dialog } from "../shell/dialog";
import { sayDone } from "../shell/notices";
import { go } from "../shell/router";
import type { Session } from "./session";

/** Write the text under another name, and go on there. */
export function SaveAs({ session, onClose }: { session: Session; onClose: () => void }) {
  const parts = session.name.split("/");
  const isOwn = session.saved.value?.isWritable ?? false;
  const [name, setName] = useState(isOwn ? `${session.name}-2` : ["my", ...parts.slice(1)].join("/") || "my/chart");
  const [fault, setFault] = useState<string | null>(null);
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      const saved = await session.saveAs(name.trim());
      onClose();
      sayDone(`Saved to ${saved.file}.`);
      go(editorPath(saved.name));
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Dialog title="Save as" class="save-as" onClose={onClose}>
      <form onSubmit={(event) => void save(event)}>
        <label class="field">
          <span>Name of the new preset</span>
          <input required autofocus value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
        </label>
        <p class="quiet">The data of its example goes with it.</p>
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
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}
