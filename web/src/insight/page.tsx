import { useEffect, useRef, useState } from "preact/hooks";
import { Legend } from "../legend/legend";
import { SettingsButton } from "../settings/button";
import { ViewTitle } from "../shell/title";
import { type JsonObject, change, objectOf, part } from "../state/layout";
import { Importance } from "./importance";
import { Parallel } from "./parallel";

const HEIGHT_PX = 460;

/** What settings and results of the runs tell together. */
export function InsightPage() {
  const place = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(place);
  const settings = part("insight");
  const keep = (name: string) => (patch: JsonObject) => change({ insight: { [name]: patch } });
  return (
    <div class="insight">
      <div class="insight-title">
        <ViewTitle text="Insight" />
        <SettingsButton />
      </div>
      <Legend />
      <section class="card insight-card" aria-labelledby="insight-parallel">
        <h2 id="insight-parallel">Parallel coordinates</h2>
        <div ref={place} />
        {widthPx > 0 && <Parallel settings={objectOf(settings["parallel"])} set={keep("parallel")} widthPx={widthPx} heightPx={HEIGHT_PX} />}
      </section>
      <section class="card insight-card" aria-labelledby="insight-importance">
        <h2 id="insight-importance">Importance of settings</h2>
        {widthPx > 0 && <Importance settings={objectOf(settings["importance"])} set={keep("importance")} widthPx={Math.min(widthPx, 900)} heightPx={HEIGHT_PX} />}
      </section>
    </div>
  );
}

function useWidth(place: { readonly current: Element | null }): number {
  const [widthPx, setWidth] = useState(0);
  useEffect(() => {
    if (!place.current) return undefined;
    const watch = new ResizeObserver(([entry]) => entry && entry.contentRect.width > 0 && setWidth(Math.floor(entry.contentRect.width)));
    watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return widthPx;
}
