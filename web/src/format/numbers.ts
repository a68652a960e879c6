/**
 * Numbers in words, for every view: takes a number and how many digits count, gives short text that reads the same everywhere.
 * The server's labels (`chartkit/runs/coloring/labels.py`) are by the same rule, and a test compares the two.
 */

const PLAIN_FROM = 1e-4;
const PLAIN_BELOW = 1e15;

/** `1,234`. */
export const count = (n: number): string => inThrees(String(n));

/** `1 run`, `1,234 runs`; `many` is the plural where it is no `s`. */
export const counted = (n: number, noun: string, many = `${noun}s`): string => `${count(n)} ${n === 1 ? noun : many}`;

/** As many digits as count, without zeros at the end; before the point all of them, in threes; very large and small ones as `1.5e-7`. */
export function numberText(value: number, digits: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < PLAIN_FROM || size >= PLAIN_BELOW) return scientific(value, digits);
  const power = Number(value.toExponential().split("e")[1]);
  const [whole, part] = value.toFixed(Math.max(0, digits - 1 - power)).split(".") as [string, string?];
  const decimals = part?.replace(/0+$/, "");
  return inThrees(whole) + (decimals ? `.${decimals}` : "");
}

/** A part of a whole, to three decimals: `0.125`, `-0.500`. */
export const shareText = (value: number): string => value.toFixed(3).replace(/^-(?=[0.]+$)/, "");

const inThrees = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ",");

function scientific(value: number, digits: number): string {
  return value.toExponential(digits - 1).replace(/\.?0+e/, "e").replace("e+", "e");
}
