/** A drawing with room left below it, for what stands there: one whose height is its place's is drawn so much lower. */
import type { Drawing } from "./messages";

type Unscaled = Omit<Drawing, "scale">;

const LEAST_PX = 80;

export function lowered(drawing: Unscaled, byPx: number): Unscaled {
  if (byPx === 0) return drawing;
  const heightPx = Math.max(LEAST_PX, drawing.heightPx - byPx);
  const { autosize, height } = drawing.spec as { readonly autosize?: { readonly type?: unknown }; readonly height?: unknown };
  const isFitted = autosize?.type === "fit" && height === drawing.heightPx; // a Vega spec that was given its place's height
  return { ...drawing, heightPx, spec: isFitted ? { ...drawing.spec, height: heightPx } : drawing.spec };
}
