import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { count, counted } from "../format/numbers";
import { isVisible, selectedRuns } from "../state/runs";
import { deleteRuns, tagRuns } from "./actions";
import { ColorBox } from "./color_box";
import { hide } from "./hiding";
import { Icon } from "./icons";
import { Popover } from "./popover";
import { rowOf } from "./rows";
import { selectNone } from "./selection";
import { hideAll, pinned, setPinned } from "./settings";

/** As narrow as this the bar keeps to one row: what comes second stands in a menu. */
const NARROW_PX = 620;

/** What can be done with the selected runs; nothing while none is. */
export function BulkBar() {
  const ids = [...selectedRuns.value];
  return ids.length > 0 ? <Bar ids={ids} /> : null;
}

function Bar({ ids }: { ids: readonly string[] }) {
  const place = useRef<HTMLDivElement>(null);
  const isNarrow = useWidth(place) < NARROW_PX;
  const [box, setBox] = useState<{ readonly kind: "tag" | "color" | "more"; readonly anchor: Element } | null>(null);
  const close = () => setBox(null);
  const areShown = ids.some(isVisible);
  const arePinned = ids.every((id) => pinned.value.includes(id));
  const open = (kind: "tag" | "color" | "more") => (event: MouseEvent) => setBox({ kind, anchor: isNarrow && place.current ? place.current : (event.currentTarget as Element) });
  const inMenu = (act: () => void) => () => (close(), act());
  const others = (
    <>
      <button type="button" onClick={inMenu(() => hideAll(true, ids))}>
        <Icon name="eye" /> Show only these
      </button>
      <button type="button" onClick={inMenu(() => setPinned(ids, !arePinned))}>
        <Icon name="pin" /> {arePinned ? "Let go" : "Pin to the top"}
      </button>
      <button type="button" onClick={open("tag")}>
        <Icon name="tag" /> Tags
      </button>
      <button type="button" onClick={open("color")}>
        <span class="swatch rainbow" /> Colour
      </button>
      <button type="button" class="alarm" onClick={inMenu(() => void deleteRuns(ids))}>
        <Icon name="trash" /> Delete
      </button>
    </>
  );
  return (
    <div ref={place} class="bulk-bar" role="toolbar" aria-label="Selected runs">
      <strong role="status">{isNarrow ? count(ids.length) : counted(ids.length, "run")} selected</strong>
      <button type="button" onClick={() => hide(ids, areShown)}>
        <Icon name={areShown ? "eyeOff" : "eye"} /> {areShown ? "Hide" : "Show"}
      </button>
      {isNarrow ? (
        <button type="button" class="icon" aria-label="More for the selected runs" title="More" aria-haspopup="dialog" aria-expanded={box?.kind === "more"} onClick={open("more")}>
          <Icon name="more" />
        </button>
      ) : (
        others
      )}
      <button type="button" class="icon" aria-label="Select none" title="Select none (Escape)" onClick={selectNone}>
        <Icon name="close" />
      </button>
      {box?.kind === "more" && (
        <Popover title="The selected runs" anchor={box.anchor} class="bulk-menu" onClose={close}>
          {others}
        </Popover>
      )}
      {box?.kind === "color" && <ColorBox ids={ids} anchor={box.anchor} onClose={close} />}
      {box?.kind === "tag" && <TagBox ids={ids} anchor={box.anchor} onClose={close} />}
    </div>
  );
}

/** How wide a place is; 0 before it is measured. */
function useWidth(place: { readonly current: Element | null }): number {
  const [widthPx, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!place.current) return undefined;
    setWidth(place.current.clientWidth);
    const watching = new ResizeObserver(([entry]) => entry && setWidth(entry.target.clientWidth));
    watching.observe(place.current);
    return () => watching.disconnect();
  }, []);
  return widthPx;
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
