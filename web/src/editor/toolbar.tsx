import { ViewTitle } from "../shell/title";
import type { Open } from "./editor";
import type { Session } from "./session";

/** The preset's name, whether it is saved, and what can be done with it. */
export function Toolbar({ session, onOpen }: { session: Session; onOpen: (what: Open) => void }) {
  const saved = session.saved.value;
  const isDirty = session.isDirty.value;
  const isWritable = saved?.isWritable ?? false;
  const hasConflict = session.conflict.value !== null;
  return (
    <div class="editor-bar">
      <nav aria-label="Presets">
        <a href="/presets">Presets</a> <span aria-hidden="true">›</span>
      </nav>
      <ViewTitle text={session.name} />
      <p class={`state ${isDirty ? "dirty" : "quiet"}`} role="status">
        {stateOf(isDirty, isWritable, hasConflict)}
        {isDirty && !session.isKept.value && "; this browser keeps no text, save before you leave"}
      </p>
      <span class="quiet file">{isWritable && saved?.file}</span>
      <div class="row" role="group" aria-label="What to do with this preset">
        {isWritable && (
          <button type="button" class="primary" disabled={!isDirty || hasConflict} onClick={() => void session.save()}>
            Save
          </button>
        )}
        <button type="button" class={isWritable ? "" : "primary"} onClick={() => onOpen("save as")}>
          Save as …
        </button>
        <button type="button" disabled={!isDirty} onClick={() => onOpen("diff")}>
          Compare
        </button>
        {isWritable && (
          <button type="button" disabled={isDirty} title="Write the golden, the chart that check compares with, from the saved file" onClick={() => void session.trial.updateGolden()}>
            Update golden
          </button>
        )}
      </div>
    </div>
  );
}

function stateOf(isDirty: boolean, isWritable: boolean, hasConflict: boolean): string {
  if (hasConflict) return "Changed outside";
  if (!isWritable) return isDirty ? "chartkit's own, changed here: Save as keeps it" : "chartkit's own: Save as makes it yours";
  return isDirty ? "Unsaved changes" : "Saved";
}
