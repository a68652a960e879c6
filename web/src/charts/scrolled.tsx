import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** Sizes are asked when drawings stop coming: each question among them would lay the whole page out once more. */
const DRAWN_MS = 100;

/**
 * A place that scrolls what is larger than it: shadows at its edges say where there is more, and the keyboard reaches it.
 * `drawn` is another whenever what is inside may have another size.
 */
export function Scrolled(props: { label: string; class: string; style: Readonly<Record<string, string>>; drawn: number; children: ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState("");
  const look = () => place.current && setMore(moreOf(place.current));
  useEffect(() => {
    if (!place.current) return undefined;
    const watching = new ResizeObserver(look);
    watching.observe(place.current);
    return () => watching.disconnect();
  }, []);
  useEffect(() => {
    const later = setTimeout(look, DRAWN_MS);
    return () => clearTimeout(later);
  }, [props.drawn]);
  const reached = more === "" ? {} : { tabIndex: 0, role: "region" as const, "aria-label": `${props.label}, scrolled` };
  return (
    <div class="scrolled" data-more={more}>
      <div ref={place} class={props.class} style={props.style} onScroll={look} {...reached}>
        {props.children}
      </div>
    </div>
  );
}

/** The sides at which there is more than is seen. */
function moreOf({ scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight }: HTMLElement): string {
  const sides = { left: scrollLeft > 1, right: scrollLeft + clientWidth < scrollWidth - 1, above: scrollTop > 1, below: scrollTop + clientHeight < scrollHeight - 1 };
  return Object.entries(sides)
    .filter(([, isMore]) => isMore)
    .map(([side]) => side)
    .join(" ");
}
