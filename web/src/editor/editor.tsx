import { useRef, useState } from "preact/hooks";
import { Code } from "./code";
import type { CodeView } from "./code_view";
import { ConflictChoice, DraftOffer } from "./conflict";
import { DataPane } from "./data";
import { DiffDialog } from "./diff";
import { FindingList } from "./findings";
import { Preview } from "./preview";
import { SaveAs } from "./save_as";
import type { Session } from "./session";
import { SlotPane } from "./slots";
import { Toolbar } from "./toolbar";

export type Open = "diff" | "save as" | null;

/** A preset being written: its text and findings on one side, its picture, slots and table on the other. */
export function Editor({ session }: { session: Session }) {
  const view = useRef<CodeView | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const save = () => (session.saved.value?.isWritable ? void session.save() : setOpen("save as"));
  return (
    <div class="editor">
      <Toolbar session={session} onOpen={setOpen} />
      <ConflictChoice session={session} onSaveAs={() => setOpen("save as")} />
      <DraftOffer session={session} />
      <section class="writing" aria-label="Text and findings">
        <Code session={session} view={view} onSave={save} />
        <FindingList session={session} view={view} />
      </section>
      <div class="seeing">
        <Preview session={session} />
        <SlotPane session={session} />
        <DataPane session={session} />
      </div>
      {open === "diff" && <DiffDialog session={session} onClose={close} />}
      {open === "save as" && <SaveAs session={session} onClose={close} />}
    </div>
  );
}
