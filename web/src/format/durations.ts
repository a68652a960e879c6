/** How long something took, for every view: takes seconds, gives their two largest units. */

const UNITS: readonly (readonly [number, string])[] = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "m"],
  [1, "s"],
];

/** `1h 23m`, `45.2s`, `320ms`. */
export function durationText(seconds: number): string {
  if (seconds < 0) return `-${durationText(-seconds)}`;
  if (seconds !== 0 && seconds < 0.9995) return `${Number((seconds * 1000).toPrecision(3))}ms`;
  if (seconds < 59.95) return `${Number(seconds.toPrecision(3))}s`;
  const whole = Math.round(seconds);
  const first = UNITS.findIndex(([size]) => whole >= size);
  const [[size, unit], [next, name]] = UNITS.slice(first, first + 2) as [readonly [number, string], readonly [number, string]];
  const rest = Math.floor((whole % size) / next);
  return rest ? `${Math.floor(whole / size)}${unit} ${rest}${name}` : `${Math.floor(whole / size)}${unit}`;
}

/** `3h ago`, of seconds that passed: the largest unit alone. */
export function agoText(seconds: number): string {
  const found = UNITS.find(([size]) => seconds >= size);
  return found ? `${Math.floor(seconds / found[0])}${found[1]} ago` : "just now";
}
