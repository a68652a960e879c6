/**
 * A chart as large as its place: takes its spec and the place, gives the spec to draw, and hears how large it came out. How
 * much of a composed chart its axes and legends take is known once it is drawn; it is drawn again until it fits.
 */
import { useMemo, useRef, useState } from "preact/hooks";
import type { Spec } from "./answer";
import { fitted, isComposed, leastScale, nextScale, scaled, type Tried } from "./fitting";

/** Drawings until a composed chart fits its place. */
const MOST_TRIES = 3;

interface Fitted {
  readonly spec: Spec | null;
  readonly onDrawn: (drawn: { readonly widthPx: number; readonly heightPx: number }) => void;
}

/** `shape` is what a chart keeps while its rows change: one that fits goes on to fit. */
export function useFitted(spec: Spec | null, widthPx: number, heightPx: number, shape = ""): Fitted {
  const [scale, setScale] = useState(1);
  const tried = useRef<{ size: string; sizes: readonly Tried[] }>({ size: "", sizes: [] });
  const found = useMemo(() => spec && scaled(fitted(spec, widthPx, heightPx), scale), [spec, widthPx, heightPx, scale]);
  const onDrawn: Fitted["onDrawn"] = (drawn) => {
    if (!spec || !isComposed(spec)) return;
    const size = `${widthPx} ${heightPx} ${shape}`;
    const before = tried.current.size === size ? tried.current.sizes : [];
    tried.current = { size, sizes: [...before.filter((one) => one.scale !== scale), { scale, widthPx: drawn.widthPx, heightPx: drawn.heightPx }] };
    if (before.length < MOST_TRIES) setScale(nextScale(tried.current.sizes, widthPx, heightPx, leastScale(spec)));
  };
  return { spec: found, onDrawn };
}
