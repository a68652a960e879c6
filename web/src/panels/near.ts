/** Which places are on the screen or near it: one watcher for all of them, so that hundreds cost nothing. */
import { useLayoutEffect, useState } from "preact/hooks";

const MARGIN = "700px 0px";
const told = new WeakMap<Element, (isNear: boolean) => void>();
let watcher: IntersectionObserver | null = null;

function watch(element: Element, tell: (isNear: boolean) => void): () => void {
  watcher ??= new IntersectionObserver((entries) => entries.forEach(({ target, isIntersecting }) => told.get(target)?.(isIntersecting)), { rootMargin: MARGIN });
  told.set(element, tell);
  watcher.observe(element);
  return () => (watcher?.unobserve(element), told.delete(element));
}

/** Whether a place is near to what is seen, as it comes and goes. */
export function useNear(place: { readonly current: Element | null }): boolean {
  const [isNear, setNear] = useState(false);
  useLayoutEffect(() => (place.current ? watch(place.current, setNear) : undefined), []);
  return isNear;
}
