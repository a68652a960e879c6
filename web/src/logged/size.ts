import { useEffect, useState } from "preact/hooks";

/** The width of a place in pixels, now and when it changes; 0 before it is known. */
export function useWidth(place: { readonly current: Element | null }): number {
  const [widthPx, setWidth] = useState(0);
  useEffect(() => {
    if (!place.current) return undefined;
    const watching = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    watching.observe(place.current);
    return () => watching.disconnect();
  }, []);
  return widthPx;
}
