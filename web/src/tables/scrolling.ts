/** Scrolling over any number of rows: browsers end at some 33 million pixels, where ten million rows need more. */
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

const MOST_PX = 8_000_000;

export interface Scrolling {
  /** The `ref` of what scrolls. */
  readonly place: (element: HTMLDivElement | null) => void;
  /** The first row that is seen, with the part of it that is not. */
  readonly top: number;
  readonly nSeen: number;
  /** The height of what scrolls, and where in it the rows that are seen begin. */
  readonly heightPx: number;
  readonly startPx: number;
  readonly onScroll: () => void;
  /** Bring a row into view. */
  show(row: number): void;
}

/** `rowPx` is the height of a row, `headPx` that of what stands above the rows and stays. */
export function useScrolling(nRows: number, rowPx: number, headPx: number): Scrolling {
  const [element, place] = useState<HTMLDivElement | null>(null);
  const [viewPx, setView] = useState(0);
  const [at, setAt] = useState({ scrollPx: 0, top: 0 });
  const wholePx = nRows * rowPx;
  const heightPx = Math.min(wholePx, MOST_PX);
  const roomPx = Math.max(0, viewPx - headPx);
  const mostTop = Math.max(0, nRows - roomPx / rowPx);

  useLayoutEffect(() => {
    if (!element) return undefined;
    const watching = new ResizeObserver(() => setView(element.clientHeight));
    watching.observe(element);
    return () => watching.disconnect();
  }, [element]);
  useEffect(() => {
    if (at.top > mostTop && viewPx > 0) setAt((last) => ({ ...last, top: mostTop }));
  }, [mostTop, viewPx]);

  const onScroll = () => {
    const scrollPx = element?.scrollTop ?? 0;
    const mostPx = Math.max(1, heightPx + headPx - viewPx);
    setAt((last) => {
      if (wholePx <= MOST_PX) return { scrollPx, top: scrollPx / rowPx };
      const by = scrollPx - last.scrollPx;
      const isNear = Math.abs(by) < 2 * viewPx; // a turn of the wheel moves rows, a drag of the bar moves through all
      const isEnd = scrollPx <= 0 || scrollPx >= mostPx - 1;
      const top = isNear && !isEnd ? last.top + by / rowPx : (scrollPx / mostPx) * mostTop;
      return { scrollPx, top: Math.min(mostTop, Math.max(0, top)) };
    });
  };
  const show = (row: number) => {
    const top = Math.min(mostTop, Math.max(0, row));
    const mostPx = Math.max(1, heightPx + headPx - viewPx);
    const scrollPx = wholePx <= MOST_PX ? top * rowPx : (top / Math.max(1, mostTop)) * mostPx;
    setAt({ scrollPx, top });
    if (element) element.scrollTop = scrollPx;
  };
  const nSeen = Math.ceil(roomPx / rowPx) + 1;
  return { place, top: at.top, nSeen, heightPx, startPx: at.scrollPx - (at.top % 1) * rowPx, onScroll, show };
}
