/** Where numbers are on an axis: pixels for numbers and numbers for pixels. */

export interface Scale {
  readonly toPx: (value: number) => number;
  readonly toValue: (px: number) => number;
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
}

export function scaleOf([low, high]: readonly [number, number], [from, to]: readonly [number, number], isLog: boolean): Scale {
  // By halves: between the lowest and the highest numbers there are lies more than any number.
  const into = isLog ? (value: number) => Math.log(value) / 2 : (value: number) => value / 2;
  const outOf = isLog ? (half: number) => Math.exp(2 * half) : (half: number) => 2 * half;
  const start = into(low);
  const slope = (to - from) / (into(high) - start || 1);
  return { low, high, isLog, toPx: (value) => from + (into(value) - start) * slope, toValue: (px) => outOf(start + (px - from) / slope) };
}
