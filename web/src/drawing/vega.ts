/**
 * Vega as this page runs it: expressions without `eval`, which its policy forbids, and nothing loaded from anywhere.
 * Takes specs; gives Vega's runtimes, compiled once for each spec and theme.
 */
import { type Loader, type LoggerInterface, type Runtime, type Spec, View, type ViewOptions, parse } from "vega";
import { type Config, type TopLevelSpec, compile } from "vega-lite";
import { expressions } from "./expressions";
import { still } from "./still";

const MOST_KEPT = 64;
const compiled = new Map<string, Compiled>();

/** An input bound to a signal, as the spec says it: what else stands there is its author's. */
export interface Binding {
  readonly signal: string;
  readonly [word: string]: unknown;
}

/** A spec compiled. */
export interface Compiled {
  readonly runtime: Runtime;
  /** The inputs that it binds to signals; the page makes them. */
  readonly bindings: readonly Binding[];
  /** Whether events, timers and selections leave something behind in its views. */
  readonly hasEvents: boolean;
  /** How the rows of each of its tables are read, by the table's name. */
  readonly formats: ReadonlyMap<string, object | undefined>;
}

/** The look on a dark ground; on a light one Vega's own. */
const DARK: Config = {
  background: "transparent",
  title: { color: "#e8eaed", subtitleColor: "#c4cad3" },
  style: { "guide-label": { fill: "#c4cad3" }, "guide-title": { fill: "#e8eaed" }, "group-title": { fill: "#e8eaed" } },
  view: { stroke: "#4a515b" },
  axis: { domainColor: "#7d8590", tickColor: "#7d8590", gridColor: "#343a42" },
  legend: { symbolBaseFillColor: "#c4cad3", symbolBaseStrokeColor: "#c4cad3" },
  text: { color: "#e8eaed" },
  rule: { color: "#c4cad3" },
};
const LIGHT: Config = { background: "transparent" };

/**
 * What a spec becomes, as a picture or to live under a pointer; `Vega` specs, known by their marks, are taken as they are.
 * Throws what Vega-Lite refuses.
 */
export function compiledOf(spec: object, isDark: boolean, isStill: boolean): Compiled {
  const isVega = Array.isArray((spec as { marks?: unknown }).marks);
  const leavesOut = isStill && !isVega; // marks of a Vega spec may be made of each other, tooltips included
  const key = `${isDark ? "d" : "l"}${leavesOut ? "s" : ""}${JSON.stringify(spec)}`;
  const known = compiled.get(key);
  if (known) {
    compiled.delete(key);
    compiled.set(key, known); // the one used last is dropped last
    return known;
  }
  const config = isDark ? DARK : LIGHT;
  const vega = isVega ? (spec as Spec) : sizedByUs(compile(spec as TopLevelSpec, { config, logger: quiet() }).spec);
  const { bindings = [], eventConfig, ...parsed } = parse(leavesOut ? still(vega) : vega, isVega ? (config as object) : undefined, { ast: true }) as unknown as Parsed;
  const formats = new Map((vega.data ?? []).map((one) => [one.name, "format" in one ? (one.format as object) : undefined]));
  const made = { runtime: { ...parsed, eventConfig: { ...eventConfig, bind: "none" } } as Runtime, bindings, hasEvents: (parsed.streams ?? []).length > 0, formats };
  compiled.set(key, made);
  if (compiled.size > MOST_KEPT) compiled.delete(compiled.keys().next().value as string);
  return made;
}

/** Vega's types know nothing of what is inside a runtime. */
interface Parsed {
  readonly bindings?: readonly Binding[];
  readonly eventConfig?: object;
  readonly streams?: readonly unknown[];
}

/** A chart that follows its container asks the document for its size; here the page gives it by signals. */
function sizedByUs(spec: Spec): Spec {
  const signals = (spec.signals ?? []).map((one) => {
    const asksDocument = "init" in one && String(one.init).includes("containerSize");
    return asksDocument ? { name: one.name, value: 200 } : one;
  });
  return { ...spec, signals };
}

/** A view of a runtime that tells its warnings and reaches nothing outside. */
export function viewOf(runtime: Runtime, warnings: string[], options: ViewOptions): View {
  const withoutEval = { expr: expressions } as unknown as ViewOptions;
  return new View(runtime, { loader: closedLoader(warnings), logger: listening(warnings), ...options, ...withoutEval });
}

function closedLoader(warnings: string[]): Loader {
  const refuse = (address: string): Promise<never> => {
    const sentence = `a chart of this page reaches nothing outside it; it asked for ${address}`;
    warnings.push(sentence);
    return Promise.reject(new Error(sentence));
  };
  const isInlineImage = (address: string): boolean => address.startsWith("data:image/");
  return {
    load: refuse,
    file: refuse,
    http: refuse,
    sanitize: (address: string) => (isInlineImage(address) ? Promise.resolve({ href: address }) : refuse(address)),
  } as unknown as Loader;
}

const words = (parts: readonly unknown[]): string =>
  parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" ");

/** The extent of no rows: a layer that shows nothing this time, such as the points of a line with many. */
const OF_NO_ROWS = "[Infinity, -Infinity]";

/** Keeps errors, and warnings that say that something failed. */
function listening(warnings: string[]): LoggerInterface {
  const logger = {
    level: () => logger,
    error: (...parts: readonly unknown[]) => (warnings.push(words(parts)), logger),
    warn: (...parts: readonly unknown[]) => (isFailure(words(parts)) && warnings.push(words(parts)), logger),
    info: () => logger,
    debug: () => logger,
  };
  return logger as unknown as LoggerInterface;
}

const isFailure = (warning: string): boolean => /fail|infinite/i.test(warning) && !warning.includes(OF_NO_ROWS);

function quiet(): LoggerInterface {
  const logger = { level: () => logger, error: () => logger, warn: () => logger, info: () => logger, debug: () => logger };
  return logger as unknown as LoggerInterface;
}
