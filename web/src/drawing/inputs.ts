/**
 * The inputs that a chart binds to its signals: takes what the spec says of them, gives texts and numbers that a page can
 * show, whatever the spec says; and the signal's value back from what a reader set.
 */
import type { View } from "vega";
import { clipped, textOf } from "./bounds";
import type { BoundInput, BoundInputs, InputValue } from "./live_messages";
import type { Binding } from "./vega";

const MOST_INPUTS = 40;
const MOST_CHOICES = 500;
const LISTS = ["select", "radio"];
const NUMBERS = ["range", "number"];
/** Of the fields that browsers have, those in which a reader writes a value. */
const FIELDS = ["checkbox", "color", "date", "datetime-local", "email", "month", "search", "tel", "time", "url", "week"];

/** The chart's inputs with the values of their signals now. */
export function inputsOf(bindings: readonly Binding[], view: View): BoundInputs {
  const inputs = bindings.slice(0, MOST_INPUTS).map((one) => inputOf(one, view.signal(one.signal)));
  return { inputs, nMore: bindings.length - inputs.length };
}

/** A signal's value as its input shows it: of a list the place of the choice, else a number, text, or whether it is on. */
export function shownValue(binding: Binding, value: unknown): InputValue {
  const kind = kindOf(binding);
  if (LISTS.includes(kind)) return optionsOf(binding).findIndex((option) => textOf(option) === textOf(value));
  if (NUMBERS.includes(kind)) return typeof value === "number" ? value : Number.NaN;
  return kind === "checkbox" ? Boolean(value) : textOf(value);
}

/** What the signal becomes when its input is set. */
export function setValue(binding: Binding, shown: InputValue): unknown {
  return LISTS.includes(kindOf(binding)) ? optionsOf(binding)[Number(shown)] : shown;
}

function inputOf(binding: Binding, value: unknown): BoundInput {
  const options = optionsOf(binding);
  const labels = Array.isArray(binding.labels) ? (binding.labels as readonly unknown[]) : [];
  const choices = options.slice(0, MOST_CHOICES).map((option, place) => textOf(labels[place] ?? option));
  return {
    signal: binding.signal,
    kind: kindOf(binding),
    name: typeof binding.name === "string" ? clipped(binding.name) : binding.signal,
    choices,
    nMore: options.length - choices.length,
    ...rangeOf(binding, value),
    value: shownValue(binding, value),
  };
}

/** From where to where a slider goes; as Vega has it where the spec does not say. */
function rangeOf({ min, max, step }: Binding, value: unknown): Pick<BoundInput, "min" | "max" | "step"> {
  const now = Number.isFinite(value) ? (value as number) : 0;
  const [from, to] = [numberOr(min, Math.min(0, now)), numberOr(max, Math.max(100, now))];
  return { min: from, max: to, step: numberOr(step, (to - from) / 100) };
}

const numberOr = (value: unknown, otherwise: number): number => (Number.isFinite(value) ? (value as number) : otherwise);

function kindOf({ input }: Binding): string {
  return typeof input === "string" && [...LISTS, ...NUMBERS, ...FIELDS].includes(input) ? input : "text";
}

const optionsOf = ({ options }: Binding): readonly unknown[] => (Array.isArray(options) ? options : []);
