/**
 * The page as a chart that is looked at knows it: an element with a canvas, and a window. Takes the canvas that the page
 * gave; what the chart asks of its stage is told to the page.
 */
import type { View } from "vega";
import type { LiveReply, Target } from "./live_messages";
import type { Drawing } from "./messages";
import { give } from "./without_page";

type Tell = (reply: LiveReply) => void;

/** What Vega asks of the element that holds its canvas, no more. */
export class Stage {
  readonly childNodes: readonly [OffscreenCanvas];
  readonly window: EventTarget;
  readonly style: object;
  readonly clientWidth: number;
  readonly clientHeight: number;

  constructor(canvas: OffscreenCanvas, { widthPx, heightPx, scale }: Drawing, tell: Tell) {
    const getBoundingClientRect = () => new DOMRect(0, 0, widthPx, heightPx);
    Object.assign(canvas, { tagName: "CANVAS", parentNode: this, style: { setProperty: () => undefined }, setAttribute: () => undefined, getBoundingClientRect });
    this.childNodes = [told(canvas, "canvas", tell)];
    this.window = Object.assign(told(new EventTarget(), "window", tell), { devicePixelRatio: scale, innerWidth: widthPx, innerHeight: heightPx });
    this.style = {
      set cursor(cursor: string) {
        tell({ kind: "cursor", cursor });
      },
      removeProperty: () => tell({ kind: "cursor", cursor: "" }),
    };
    [this.clientWidth, this.clientHeight] = [widthPx, heightPx];
  }

  get canvas(): OffscreenCanvas {
    return this.childNodes[0];
  }

  /** The view made by `make` draws here and hears what happens here. */
  hold(make: () => View): View {
    Object.assign(globalThis, { window: this.window });
    const view = make();
    give(this.canvas); // the one that the view asks for first
    return view.initialize(this as unknown as HTMLElement);
  }

  /** The canvas stands here and stays; what it is the page says. */
  appendChild(): void {}
  removeChild(): void {}
  setAttribute(): void {}
  removeAttribute(): void {}
}

/** The target, which tells what it is listened for. */
function told<T extends EventTarget>(target: T, on: Target, tell: Tell): T {
  const add = target.addEventListener.bind(target);
  const addEventListener = (type: string, handler: EventListener) => {
    tell({ kind: "listens", on, type });
    add(type, handler);
  };
  return Object.assign(target, { addEventListener });
}
