/** Numbers in words, for every view: takes a number and how many digits count, gives short text that reads the same everywhere. */

const PLAIN_FROM = 1e-4;
const PLAIN_BELOW = 1e6;
let counts: Intl.NumberFormat | null = null;

/** `1,234`. Made when it is first asked: its data would cost every opening some 20 ms. */
export const count = (n: number): string => (Math.abs(n) < 1000 ? String(n) : (counts ??= new Intl.NumberFormat("en")).format(n));

/** `1 run`, `1,234 runs`; `many` is the plural where it is no `s`. */
export const counted = (n: number, noun: string, many = `${noun}s`): string => `${count(n)} ${n === 1 ? noun : many}`;

/** As many digits as count, without zeros at the end; whole numbers with all of theirs; very large and small ones as `1.5e-7`. */
export function numberText(value: number, digits: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < PLAIN_FROM || size >= PLAIN_BELOW)) return scientific(value, digits);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(digits)));
}

function scientific(value: number, digits: number): string {
  return value.toExponential(digits - 1).replace(/\.?0+e/, "e").replace("e+", "e");
}
