/** Which places are on the screen or near it: one watcher for all of them, so that hundreds cost nothing. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

const MARGIN = "700px 0px";
const told = new WeakMap<Element, (isNear: boolean) => void>();
const fresh: Element[] = [];
let watcher: IntersectionObserver | null = null;

interface Place {
  readonly current: Element | null;
}

function watch(element: Element, tell: (isNear: boolean) => void): () => void {
  watcher ??= new IntersectionObserver((entries) => entries.forEach(({ target, isIntersecting }) => told.get(target)?.(isIntersecting)), { rootMargin: MARGIN });
  told.set(element, tell);
  watcher.observe(element);
  if (fresh.push(element) === 1) queueMicrotask(tellFresh);
  return () => (watcher?.unobserve(element), told.delete(element));
}

/** Of places that have just come: the watcher tells after a frame, which a large page takes long to paint. All are measured at once. */
function tellFresh(): void {
  for (const element of fresh.splice(0).filter(isOnScreen)) told.get(element)?.(true);
}

function isOnScreen(element: Element): boolean {
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < window.innerHeight;
}

/** Whether a place is near to what is seen, as it comes and goes. */
export function useNear(place: Place): boolean {
  const [isNear, setNear] = useState(false);
  useLayoutEffect(() => (place.current ? watch(place.current, setNear) : undefined), []);
  return isNear;
}

/** True from the first time a place comes near to what is seen. */
export function useWasNear(place: Place): boolean {
  const isNear = useNear(place);
  const wasNear = useRef(false);
  return (wasNear.current ||= isNear);
}
