import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const MARGIN_PX = 8;

/** A small box beside what opened it, above everything; Escape or a click elsewhere closes it and the focus goes back. */
export function Popover(props: { title: string; anchor: Element; class?: string; onClose: () => void; children: ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null);
  const { anchor, onClose } = props;
  useLayoutEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const before = document.activeElement;
    box.showPopover();
    put(box, anchor);
    const watch = new ResizeObserver(() => put(box, anchor));
    watch.observe(box);
    (box.querySelector<HTMLElement>("[autofocus], input, button:not(.icon), select, [tabindex='0']") ?? box).focus();
    const closeOutside = (event: Event) => {
      const target = event.target as Node;
      if (!box.contains(target) && !anchor.contains(target) && !(target instanceof Element && target.closest("[popover]"))) onClose();
    };
    document.addEventListener("pointerdown", closeOutside, true);
    return () => {
      watch.disconnect();
      document.removeEventListener("pointerdown", closeOutside, true);
      if (before instanceof HTMLElement && (box.contains(document.activeElement) || document.activeElement === document.body)) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    event.preventDefault();
    onClose();
  };
  return (
    <div ref={place} popover="manual" role="dialog" aria-label={props.title} tabIndex={-1} class={`menu popover ${props.class ?? ""}`} onKeyDown={onKeyDown}>
      {props.children}
    </div>
  );
}

/** Below the anchor where there is room, else above; never past the edges of the window. */
function put(box: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const { clientWidth: wide, clientHeight: high } = document.documentElement;
  const below = at.bottom + 4;
  const top = below + height + MARGIN_PX <= high ? below : Math.max(MARGIN_PX, Math.min(at.top - height - 4, high - height - MARGIN_PX));
  box.style.top = `${Math.max(MARGIN_PX, top)}px`;
  box.style.left = `${Math.max(MARGIN_PX, Math.min(at.left, wide - width - MARGIN_PX))}px`;
}
