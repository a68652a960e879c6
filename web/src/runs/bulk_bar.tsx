import { useState } from "preact/hooks";
import { isVisible, selectedRuns } from "../state/runs";
import { deleteRuns, tagRuns } from "./actions";
import { ColorBox } from "./color_box";
import { counted } from "./format";
import { hide } from "./hiding";
import { Icon } from "./icons";
import { Popover } from "./popover";
import { rowOf } from "./rows";
import { selectNone } from "./selection";
import { hideAll, pinned, setPinned } from "./settings";

/** What can be done with the selected runs; nothing while none is. */
export function BulkBar() {
  const [box, setBox] = useState<{ readonly kind: "tag" | "color"; readonly anchor: Element } | null>(null);
  const ids = [...selectedRuns.value];
  if (ids.length === 0) return null;
  const areShown = ids.some(isVisible);
  const arePinned = ids.every((id) => pinned.value.includes(id));
  const open = (kind: "tag" | "color") => (event: MouseEvent) => setBox({ kind, anchor: event.currentTarget as Element });
  return (
    <div class="bulk-bar" role="toolbar" aria-label="Selected runs">
      <strong role="status">{counted(ids.length, "run")} selected</strong>
      <button type="button" onClick={() => hide(ids, areShown)}>
        <Icon name={areShown ? "eyeOff" : "eye"} /> {areShown ? "Hide" : "Show"}
      </button>
      <button type="button" onClick={() => hideAll(true, ids)}>
        <Icon name="eye" /> Show only these
      </button>
      <button type="button" onClick={() => setPinned(ids, !arePinned)}>
        <Icon name="pin" /> {arePinned ? "Let go" : "Pin to the top"}
      </button>
      <button type="button" onClick={open("tag")}>
        <Icon name="tag" /> Tags
      </button>
      <button type="button" onClick={open("color")}>
        <span class="swatch rainbow" /> Colour
      </button>
      <button type="button" class="alarm" onClick={() => void deleteRuns(ids)}>
        <Icon name="trash" /> Delete
      </button>
      <button type="button" class="icon" aria-label="Select none" title="Select none (Escape)" onClick={selectNone}>
        <Icon name="close" />
      </button>
      {box?.kind === "color" && <ColorBox ids={ids} anchor={box.anchor} onClose={() => setBox(null)} />}
      {box?.kind === "tag" && <TagBox ids={ids} anchor={box.anchor} onClose={() => setBox(null)} />}
    </div>
  );
}

/** Tags of the selected runs: one to add, those there are to take away. */
function TagBox({ ids, anchor, onClose }: { ids: readonly string[]; anchor: Element; onClose: () => void }) {
  const [text, setText] = useState("");
  const there = [...new Set(ids.flatMap((id) => rowOf(id)?.tags ?? []))].sort();
  const add = (event: Event) => {
    event.preventDefault();
    const tag = text.trim();
    if (!tag) return;
    void tagRuns(ids, tag, true);
    onClose();
  };
  return (
    <Popover title="Tags of the selected runs" anchor={anchor} class="tag-box" onClose={onClose}>
      <form class="row" onSubmit={add}>
        <input type="text" aria-label="A tag to add" placeholder="A tag to add" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
        <button type="submit" class="primary">
          Add
        </button>
      </form>
      {there.map((tag) => (
        <button key={tag} type="button" class="entry" onClick={() => (void tagRuns(ids, tag, false), onClose())}>
          Take “{tag}” away
        </button>
      ))}
    </Popover>
  );
}
