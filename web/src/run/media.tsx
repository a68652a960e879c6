import { useRef, useState } from "preact/hooks";
import { useWidth } from "../logged/size";
import { Gallery } from "../media/gallery";
import type { RunFacts } from "./answer";

const PADDING_PX = 26;

/** The media of the run, key by key, each with its steps. */
export function Media({ run }: { run: RunFacts }) {
  const place = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(place);
  const keys = run.keys.filter(({ kind }) => kind !== "chart" && kind !== "table").map(({ key }) => key);
  return (
    <div ref={place} class="logged-grid">
      {widthPx > 0 && keys.map((key) => <OneKey key={key} run={run} mediaKey={key} widthPx={widthPx - PADDING_PX} />)}
    </div>
  );
}

function OneKey({ run, mediaKey, widthPx }: { run: RunFacts; mediaKey: string; widthPx: number }) {
  const [step, setStep] = useState<number | null>(null);
  return (
    <section class="card logged-card" aria-label={mediaKey}>
      <h2>{mediaKey}</h2>
      <Gallery project={run.project} mediaKey={mediaKey} runs={[run.id]} colors={{}} step={step} onStep={setStep} widthPx={widthPx} />
    </section>
  );
}
