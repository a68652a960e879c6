/**
 * How large a picture may be where a chart's author says how large: beyond it the browser refuses in its own words, or
 * runs out of memory. Every canvas of a worker is bounded from the import on.
 */
import { count } from "../format/numbers";

const MOST_SIDE_PX = 32_767;
const MOST_AREA_PX = 64e6;

bound("width", ({ height }, width) => check(width, height));
bound("height", ({ width }, height) => check(width, height));

function bound(name: "width" | "height", checked: (canvas: OffscreenCanvas, side: number) => void): void {
  const own = Object.getOwnPropertyDescriptor(OffscreenCanvas.prototype, name) as Required<PropertyDescriptor>;
  const set = function (this: OffscreenCanvas, side: number) {
    checked(this, side);
    own.set.call(this, side);
  };
  Object.defineProperty(OffscreenCanvas.prototype, name, { ...own, set });
}

function check(width: number, height: number): void {
  const isSize = [width, height].every((side) => side >= 0 && side <= MOST_SIDE_PX);
  if (isSize && width * height <= MOST_AREA_PX) return;
  const most = `${count(MOST_SIDE_PX)} a side and ${MOST_AREA_PX / 1e6} million in all`;
  throw new Error(`it would be ${count(Math.round(width))} × ${count(Math.round(height))} pixels; a picture has at most ${most}`);
}
