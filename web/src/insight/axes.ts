/** Which axes there are and how: takes settings as the layout keeps them, gives them in order; a change is a merge patch. */
import { type Choices, usualMetric } from "../settings/choices";
import { type Json, type JsonObject, objectOf } from "../state/layout";
import type { YValue } from "../state/colors";

export interface ChosenAxis {
  readonly key: string;
  readonly y: YValue;
  readonly is_log: boolean;
  readonly is_inverted: boolean;
}

const MOST_AT_FIRST = 5;

/** The axes that were chosen, or the ones that a project begins with: settings that differ, then a result. */
export function chosenAxes(settings: JsonObject, choices: Choices): readonly ChosenAxis[] {
  const kept = Object.entries(objectOf(settings["axes"])).map(([key, said]) => ({ key, said: objectOf(said) }));
  if (kept.length === 0) return firstAxes(choices);
  return kept.sort((a, b) => number(a.said["order"]) - number(b.said["order"])).map(({ key, said }) => ({
    key,
    y: said["y"] === "max" || said["y"] === "min" ? said["y"] : "latest",
    is_log: said["is_log"] === true,
    is_inverted: said["is_inverted"] === true,
  }));
}

function firstAxes(choices: Choices): readonly ChosenAxis[] {
  const telling = choices.config.filter(({ kind, n_values, n_runs }) => n_values > 1 && (kind !== "text" || n_values < Math.max(3, n_runs)));
  const result = usualMetric(choices);
  const keys = [...telling.slice(0, MOST_AT_FIRST).map(({ key }) => key), ...(result === null ? [] : [result])];
  return keys.map((key) => ({ key, y: "latest", is_log: /(^|[._/])(lr|learning_rate|weight_decay)$/i.test(key), is_inverted: false }));
}

/** The patch that makes `next` the axes; those of `before` that are not in it go. */
export function axesPatch(before: readonly ChosenAxis[], next: readonly ChosenAxis[]): JsonObject {
  const gone = before.filter(({ key }) => !next.some((one) => one.key === key)).map(({ key }): [string, Json] => [key, null]);
  const kept = next.map(({ key, ...said }, order): [string, Json] => [key, { ...said, order }]);
  return { axes: Object.fromEntries([...gone, ...kept]) };
}

/** The list with one thing at another place. */
export function withMoved<Thing>(things: readonly Thing[], from: number, to: number): readonly Thing[] {
  const found = [...things];
  const [one] = found.splice(from, 1);
  if (one !== undefined) found.splice(Math.max(0, Math.min(found.length, to)), 0, one);
  return found;
}

function number(value: Json | undefined): number {
  return typeof value === "number" ? value : 0;
}
