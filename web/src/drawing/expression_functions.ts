/** The functions of Vega's expression language that Vega writes as code; all others its views bring along. */
type Plain = (...given: any[]) => unknown;

/** `new Date()` is none: without anything given it is now, as in Vega. */
const dateOf = (given: unknown[]): Date => new (Date as unknown as new (...parts: unknown[]) => Date)(...given);

const OF_DATES: Readonly<Record<string, string>> = {
  ...{ date: "Date", day: "Day", year: "FullYear", month: "Month", hours: "Hours" },
  ...{ minutes: "Minutes", seconds: "Seconds", milliseconds: "Milliseconds" },
};

/** `year` and `utcyear`, and all their like. */
const dateParts = Object.entries(OF_DATES).flatMap(([name, part]): [string, Plain][] => [
  [name, (date) => (new Date(date) as unknown as Record<string, Plain>)[`get${part}`]?.call(new Date(date))],
  [`utc${name}`, (date) => (new Date(date) as unknown as Record<string, Plain>)[`getUTC${part}`]?.call(new Date(date))],
]);

const { abs, acos, asin, atan, atan2, ceil, cos, exp, floor, hypot, log, max, min, pow, random, round, sin, sqrt, tan } = Math;

export const FUNCTIONS: Readonly<Record<string, Plain>> = {
  ...{ abs, acos, asin, atan, atan2, ceil, cos, exp, floor, hypot, log, max, min, pow, random, round, sin, sqrt, tan },
  isNaN: Number.isNaN,
  isFinite: Number.isFinite,
  clamp: (value: number, low: number, high: number) => max(low, min(high, value)),

  now: Date.now,
  utc: Date.UTC,
  datetime: (...given) => dateOf(given),
  time: (date) => new Date(date).getTime(),
  timezoneoffset: (date) => new Date(date).getTimezoneOffset(),
  ...Object.fromEntries(dateParts),

  length: (of) => of.length,
  parseFloat,
  parseInt,
  upper: (text) => String(text).toUpperCase(),
  lower: (text) => String(text).toLowerCase(),
  substring: (text, start, end) => String(text).substring(start, end),
  split: (text, by, most) => String(text).split(by, most),
  trim: (text) => String(text).trim(),
  btoa: (text) => btoa(text),
  atob: (text) => atob(text),

  regexp: (pattern, flags) => RegExp(pattern, flags),
  test: (pattern, text) => RegExp(pattern).test(text),
};
