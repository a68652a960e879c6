import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { editorPath, exampleChart, type FieldSlot, type Listed, type Look, type StringSlot } from "../api/presets";
import { useAnswered } from "../api/use_answered";
import { useFitted } from "../charts/use_fitted";
import { useWasNear } from "../drawing/near";
import { Picture } from "../drawing/picture";
import { counted } from "../format/numbers";
import { isDark } from "../state/theme";
import { Copied } from "./copied";

/** About what a card has: pictures are shown as they are drawn, with labels that can be read. */
const WIDTH_PX = 320;
const HEIGHT_PX = 300;

/** One preset: its example drawn, what it is for, its slots, and a call that uses it. */
export function PresetCard({ preset }: { preset: Listed }) {
  return (
    <li class="card preset-card">
      <h2>
        <a href={editorPath(preset.name)}>{preset.name}</a>
        <span class={`badge ${preset.origin}`}>{preset.origin === "yours" ? "yours" : "chartkit"}</span>
      </h2>
      <ExamplePicture preset={preset} />
      {preset.fault !== null ? <p class="fault">This preset cannot be read: {preset.fault}</p> : <p>{preset.description || "No description."}</p>}
      {preset.fault === null && (
        <>
          <SlotList preset={preset} />
          <Copied text={preset.call} what={`the call of ${preset.name}`} />
        </>
      )}
    </li>
  );
}

function ExamplePicture({ preset }: { preset: Listed }) {
  const place = useRef<HTMLDivElement>(null);
  const { look, fault } = useExample(preset, place);
  const dark = isDark.value;
  const chart = look?.chart ?? null;
  const { spec, onDrawn } = useFitted(chart?.spec ?? null, WIDTH_PX, HEIGHT_PX, preset.name);
  const drawing = useMemo(() => spec && { spec, widthPx: WIDTH_PX, heightPx: HEIGHT_PX, isDark: dark }, [spec, dark]);
  const isCut = useCut(place, chart);
  const faults = look?.faults.filter(({ severity }) => severity === "error").map(({ message }) => message) ?? [];
  return (
    <div ref={place} class={`example${isCut ? " is-cut" : ""}`}>
      {fault !== null || (look !== null && chart === null) ? (
        <p class="fault">{fault ?? (faults.join(" ") || "Its example draws nothing.")}</p>
      ) : (
        <Picture drawing={drawing} label={`Example of ${preset.name}: ${preset.description}`} live="never" onDrawn={onDrawn} />
      )}
    </div>
  );
}

/** Whether a place shows its chart from the top and not to its end. */
function useCut(place: { readonly current: Element | null }, chart: object | null): boolean {
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    const canvas = place.current?.querySelector("canvas");
    if (!canvas) return undefined;
    const watching = new ResizeObserver(() => setCut(canvas.offsetHeight > (place.current?.clientHeight ?? 0)));
    watching.observe(canvas);
    return () => watching.disconnect();
  }, [chart]);
  return isCut;
}

/** The chart of a preset's example, asked for when its card first comes near the screen, again when it changes. */
function useExample({ name, version }: Listed, place: { readonly current: Element | null }): { look: Look | null; fault: string | null } {
  const wasNear = useWasNear(place);
  const { answer, fault } = useAnswered(wasNear ? (signal) => exampleChart(name, WIDTH_PX, signal) : null, [name, version, wasNear]);
  return { look: answer, fault };
}

function SlotList({ preset }: { preset: Listed }) {
  if (preset.fields.length + preset.strings.length === 0) return null;
  return (
    <details class="slot-list">
      <summary>
        {preset.fields.map(({ name, required }) => (
          <span key={name} class={`chip ${required ? "needed" : ""}`}>
            {name}
          </span>
        ))}
        {preset.strings.length > 0 && <span class="quiet"> + {counted(preset.strings.length, "text")}</span>}
      </summary>
      <dl>
        {preset.fields.map((slot) => (
          <SlotLine key={`field ${slot.name}`} name={slot.name} kind={fieldKind(slot)} description={slot.description} />
        ))}
        {preset.strings.map((slot) => (
          <SlotLine key={`string ${slot.name}`} name={slot.name} kind={stringKind(slot)} description={slot.description} />
        ))}
      </dl>
    </details>
  );
}

function SlotLine({ name, kind, description }: { name: string; kind: string; description: string }) {
  return (
    <>
      <dt>
        <code>{name}</code>
      </dt>
      <dd>
        {kind}
        {description && <span class="quiet">: {description}</span>}
      </dd>
    </>
  );
}

function fieldKind({ types, many, required, default: usual }: FieldSlot): string {
  const column = types.includes("any") ? "any column" : `${types.join(" or ")} column`;
  const whole = many ? `several ${column}s` : column;
  return usual !== null ? `${whole}, ${usual} by default` : required ? `${whole}, required` : whole;
}

function stringKind({ type, choices, default: usual }: StringSlot): string {
  const kind = choices.length > 0 ? choices.join(" | ") : type;
  return usual !== null && usual !== "" ? `${kind}, ${usual} by default` : kind;
}
