/**
 * How line panels draw: what holds for all of them (the layout's part `lines`) and what one panel says otherwise.
 * Gives the settings of a panel whole, and each as it may be changed.
 */
import { computed } from "@preact/signals";
import type { Panel } from "../panels/kinds";
import { type Json, type JsonObject, change, objectOf, part } from "../state/layout";
import { metricOf } from "./metrics";

export type SmoothingKind = "none" | "ema" | "average" | "gaussian";
export type Band = "minmax" | "stdev" | "stderr" | "none";

export interface LineSettings {
  readonly keys: readonly string[];
  /** `auto`: what define_metric says, else the step. */
  readonly x: string;
  readonly xLog: boolean;
  readonly yLog: boolean;
  readonly smoothing: SmoothingKind;
  readonly weight: number;
  readonly raw: boolean;
  readonly band: Band;
  readonly outliers: boolean;
  readonly yMin: number | null;
  readonly yMax: number | null;
  readonly xTitle: string;
  readonly yTitle: string;
}

const AUTO = "auto";
export const AXES: readonly { readonly value: string; readonly label: string }[] = [
  { value: AUTO, label: "As the script defined (else Step)" },
  { value: "_step", label: "Step" },
  { value: "_runtime", label: "Relative time (process)" },
  { value: "relative", label: "Relative time (wall)" },
  { value: "_timestamp", label: "Wall time" },
];
export const SMOOTHINGS: readonly { readonly value: SmoothingKind; readonly label: string; readonly most: number; readonly step: number; readonly start: number }[] = [
  { value: "none", label: "No smoothing", most: 0, step: 1, start: 0 },
  { value: "ema", label: "Exponential (time-weighted)", most: 0.99, step: 0.01, start: 0.6 },
  { value: "average", label: "Running average", most: 200, step: 1, start: 20 },
  { value: "gaussian", label: "Gaussian", most: 100, step: 1, start: 10 },
];
export const BANDS: readonly { readonly value: Band; readonly label: string }[] = [
  { value: "minmax", label: "Minimum to maximum" },
  { value: "stdev", label: "Standard deviation" },
  { value: "stderr", label: "Standard error" },
  { value: "none", label: "Mean alone" },
];

/** What holds for all line panels. */
export const common = computed<JsonObject>(() => part("lines"));
export const isZoomShared = computed(() => common.value["sharedZoom"] === true);

export function setCommon(patch: JsonObject): void {
  change({ lines: patch });
}

/** The settings of one panel. */
export function settingsOf(panel: Panel): LineSettings {
  const said = { ...common.value, ...panel.settings };
  const keys = Array.isArray(said["keys"]) ? said["keys"].filter((key): key is string => typeof key === "string") : [];
  const smoothing = { ...objectOf(common.value["smoothing"]), ...objectOf(panel.settings["smoothing"]) };
  return {
    keys: keys.length ? keys : [panel.key],
    x: text(said["x"], AUTO),
    xLog: said["xLog"] === true,
    yLog: said["yLog"] === true,
    smoothing: oneOf(smoothing["kind"], SMOOTHINGS, "none"),
    weight: number(smoothing["weight"]) ?? 0,
    raw: said["raw"] !== false,
    band: oneOf(said["band"], BANDS, "minmax"),
    outliers: said["outliers"] !== false,
    yMin: number(said["yMin"]),
    yMax: number(said["yMax"]),
    xTitle: text(said["xTitle"], ""),
    yTitle: text(said["yTitle"], ""),
  };
}

/** The x axis that a panel asks the server for. */
export function axisOf(settings: LineSettings): string {
  return settings.x === AUTO ? (metricOf(settings.keys[0] ?? "")?.x ?? "_step") : settings.x;
}

const text = (value: Json | undefined, otherwise: string): string => (typeof value === "string" ? value : otherwise);
const number = (value: Json | undefined): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);
function oneOf<Value extends string>(value: Json | undefined, choices: readonly { readonly value: Value }[], otherwise: Value): Value {
  return choices.find((choice) => choice.value === value)?.value ?? otherwise;
}
