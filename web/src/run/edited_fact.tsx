import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { changeFact, factText } from "../runs/actions";
import type { EditedFact as Fact } from "../runs/grid_state";
import type { RunTexts } from "../runs/rows";

const HINTS: Readonly<Record<Fact, string>> = { name: "Name", tags: "Tags, with commas between them", notes: "Notes" };

/** A fact of the run with a button that makes it a field: saved by Enter, of notes with Ctrl; Escape leaves it as it was. */
export function EditedFact({ run, fact, children }: { run: RunTexts & { readonly id: string }; fact: Fact; children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const text = factText(run, fact);
  if (isOpen)
    return (
      <>
        {fact === "name" && <span class="unseen">{children}</span> /* the heading of the page */}
        <Field fact={fact} text={text} onKeep={(opened, written) => void changeFact(run.id, fact, opened, written)} onEnd={() => setOpen(false)} />
      </>
    );
  return (
    <>
      {children}{" "}
      <button ref={button} type="button" class="copy" aria-label={`Edit the ${fact}`} onClick={() => setOpen(true)}>
        {text ? "Edit" : "Add"}
      </button>
    </>
  );
}

function Field({ fact, text, onKeep, onEnd }: { fact: Fact; text: string; onKeep: (opened: string, written: string) => void; onEnd: () => void }) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => field.current?.select(), []);
  const opened = useRef(text).current; // others may change it meanwhile
  const keep = () => {
    onKeep(opened, field.current?.value ?? opened);
    onEnd();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onEnd();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep();
    else return;
    event.preventDefault();
  };
  const shared = { ref: field, "aria-label": HINTS[fact], placeholder: HINTS[fact], defaultValue: opened, onKeyDown };
  return (
    <form
      class="edited-fact"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      {fact === "notes" ? <textarea rows={4} {...shared} /> : <input required={fact === "name"} {...shared} />}
      <span class="row">
        <button type="submit" class="primary">
          Save
        </button>
        <button type="button" onClick={onEnd}>
          Cancel
        </button>
      </span>
    </form>
  );
}
