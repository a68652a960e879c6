/**
 * Runs a view, and once more where its chart reaches beyond its picture: Vega fits a chart once, and what follows from the
 * size that it got, such as labels that turn, may take more room than there was.
 */
import type { View } from "vega";

const ROUNDING_PX = 1;

export async function runFitted(view: View): Promise<void> {
  await view.runAsync();
  if (isBeyond(view)) await view.resize().runAsync();
}

interface Inside {
  readonly _viewWidth: number;
  readonly _viewHeight: number;
}

function isBeyond(view: View): boolean {
  const { _viewWidth: width, _viewHeight: height } = view as unknown as Inside;
  const { root } = view.scenegraph() as unknown as { root: { bounds: { x1: number; y1: number; x2: number; y2: number } } };
  const [x, y] = view.origin();
  const { x1, y1, x2, y2 } = root.bounds;
  return x + x1 < -ROUNDING_PX || y + y1 < -ROUNDING_PX || x + x2 > width + ROUNDING_PX || y + y2 > height + ROUNDING_PX;
}
