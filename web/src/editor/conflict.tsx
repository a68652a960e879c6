import { useState } from "preact/hooks";
import { DiffDialog } from "./diff";
import type { Session } from "./session";

/** The file changed meanwhile: three ways on, none of which loses a text without being told to. */
export function ConflictChoice({ session, onSaveAs }: { session: Session; onSaveAs: () => void }) {
  const conflict = session.conflict.value;
  const [isComparing, setComparing] = useState(false);
  if (conflict === null) return null;
  const { saved } = conflict;
  return (
    <section class="choice-bar" role="alert" aria-label="The file was changed outside">
      <p>
        {saved
          ? "Another tab or program changed this file while you wrote. Both texts are still here."
          : "This file is gone. Your text is still here."}
      </p>
      <div class="row">
        {saved ? (
          <>
            <button type="button" onClick={() => setComparing(true)}>
              Compare the two
            </button>
            <button type="button" onClick={() => session.take(saved)}>
              Take the file's text
            </button>
            <button type="button" onClick={() => void session.save(saved)}>
              Keep mine, over the file
            </button>
          </>
        ) : (
          <button type="button" onClick={() => void session.writeAgain()}>
            Write the file again
          </button>
        )}
        <button type="button" onClick={onSaveAs}>
          Save mine as …
        </button>
      </div>
      {isComparing && saved && <DiffDialog session={session} against={saved.text} onClose={() => setComparing(false)} />}
    </section>
  );
}

/** A text that another tab or an earlier visit left unsaved. */
export function DraftOffer({ session }: { session: Session }) {
  const offer = session.offer.value;
  if (offer === null) return null;
  return (
    <section class="choice-bar offer" aria-label="An unsaved text">
      <p>This browser has kept a text of this preset that was not saved, from {new Date(offer.at).toLocaleString()}.</p>
      <div class="row">
        <button type="button" onClick={() => session.takeOffer(offer)}>
          Go on with it
        </button>
        <button type="button" onClick={() => session.dropOffer()}>
          Forget it
        </button>
      </div>
    </section>
  );
}
