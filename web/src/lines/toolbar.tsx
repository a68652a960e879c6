import { useState } from "preact/hooks";
import { Popover } from "../runs/popover";
import { LineFields } from "./fields";
import { SMOOTHINGS, common, isZoomShared, setCommon } from "./settings";
import { objectOf } from "../state/layout";
import { resetAll } from "./zoom";

/** What holds for all line panels: smoothing at hand, the rest behind a button. */
export function LineToolbar() {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const smoothing = objectOf(common.value["smoothing"]);
  const kind = SMOOTHINGS.find(({ value }) => value === smoothing["kind"] && value !== "none") ?? SMOOTHINGS[1]!;
  const weight = smoothing["kind"] !== "none" && typeof smoothing["weight"] === "number" ? smoothing["weight"] : 0;
  return (
    <>
      <label class="line-smoothing">
        <span>Smoothing</span>
        <input
          type="range"
          min={0}
          max={kind.most}
          step={kind.step}
          value={weight}
          aria-valuetext={weight ? `${weight}, ${kind.label}` : "none"}
          onInput={({ currentTarget }) => setCommon({ smoothing: { kind: kind.value, weight: Number(currentTarget.value) } })}
        />
        <output>{weight || "off"}</output>
      </label>
      <button type="button" aria-haspopup="dialog" aria-expanded={anchor !== null} onClick={({ currentTarget }) => setAnchor(anchor ? null : currentTarget)}>
        Line settings
      </button>
      {anchor && (
        <Popover title="All line plots" anchor={anchor} class="line-settings" onClose={() => setAnchor(null)}>
          <h2>All line plots</h2>
          <p class="quiet">A panel's own settings (its menu, Edit) come before these.</p>
          <LineFields said={common.value} inherited={{}} set={setCommon} />
          <label class="check">
            <input type="checkbox" checked={isZoomShared.value} onChange={({ currentTarget }) => setCommon({ sharedZoom: currentTarget.checked || null })} /> Zoom panels with the same x axis together
          </label>
          <button type="button" onClick={resetAll}>
            Show all of x everywhere
          </button>
        </Popover>
      )}
    </>
  );
}
