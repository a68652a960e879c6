/** How large a place is, now and when it changes. */
import { useLayoutEffect, useState } from "preact/hooks";

type Place = { readonly current: Element | null };

/** Its width in pixels; 0 before it is known. */
export const useWidth = (place: Place): number => useSide(place, ({ width }) => Math.floor(width)) ?? 0;

/** Its height in pixels; null until it has been on the screen. */
export const useHeight = (place: Place): number | null => useSide(place, ({ height }) => Math.ceil(height));

function useSide(place: Place, of: (inside: DOMRectReadOnly) => number): number | null {
  const [sidePx, setSide] = useState<number | null>(null);
  useLayoutEffect(() => {
    if (!place.current) return undefined;
    const watching = new ResizeObserver(([entry]) => entry && setSide(of(entry.contentRect)));
    watching.observe(place.current);
    return () => watching.disconnect();
  }, []);
  return sidePx;
}
