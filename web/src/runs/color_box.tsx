import { useState } from "preact/hooks";
import { counted } from "../format/numbers";
import { colorRuns } from "./actions";
import { Popover } from "./popover";
import { nameOf } from "./rows";

/** Twelve that are told apart with any kind of sight (Paul Tol's muted set and Okabe and Ito's). */
const SWATCHES = ["#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#777777"];

/** The colour of runs: one of a few that differ well, any other, or the automatic one. */
export function ColorBox({ ids, anchor, onClose }: { ids: readonly string[]; anchor: Element; onClose: () => void }) {
  const [own, setOwn] = useState("#4477aa");
  const give = (color: string | null) => {
    void colorRuns(ids, color);
    onClose();
  };
  const title = ids.length === 1 ? `Colour of ${nameOf(ids[0] as string)}` : `Colour of ${counted(ids.length, "run")}`;
  return (
    <Popover title={title} anchor={anchor} class="color-box" onClose={onClose}>
      <p class="box-title">{title}</p>
      <div class="swatches" role="group" aria-label="Colours">
        {SWATCHES.map((color, place) => (
          <button key={color} type="button" class="icon" autofocus={place === 0} aria-label={color} title={color} onClick={() => give(color)}>
            <span class="swatch" style={{ background: color }} />
          </button>
        ))}
      </div>
      <div class="row">
        <label class="row">
          Other
          <input type="color" value={own} onInput={({ currentTarget }) => setOwn(currentTarget.value)} />
        </label>
        <button type="button" onClick={() => give(own)}>
          Use it
        </button>
        <button type="button" onClick={() => give(null)}>
          Automatic
        </button>
      </div>
    </Popover>
  );
}
