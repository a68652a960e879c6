/**
 * Vega's expressions without `eval`, which the page's policy forbids: each becomes one function made of functions, when the
 * chart is compiled, and costs no walk through its tree when it is called, which is once for every mark and channel. Takes
 * what Vega parsed; gives what Vega asks of a view's `expr`.
 */
import { FUNCTIONS } from "./expression_functions";

/** What an expression may name; Vega hands each kind of expression a part of it. */
interface Scope {
  readonly params: Values;
  readonly datum?: unknown;
  readonly event?: Values;
  readonly item?: Values;
}

type Values = Readonly<Record<string, unknown>>;
type Value = (scope: Scope) => unknown;
type Callable = (this: unknown, ...given: unknown[]) => unknown;

/** A node of the tree: an ESTree expression, as far as Vega's grammar goes. */
interface Node {
  readonly type: string;
  readonly name: string;
  readonly value: unknown;
  readonly operator: string;
  readonly computed: boolean;
  readonly [part: string]: unknown;
}

interface Context {
  readonly functions: Readonly<Record<string, Callable>>;
}

interface Parsed {
  readonly ast: Node;
}

interface Encoding {
  readonly marktype: string;
  readonly channels: Readonly<Record<string, Parsed>>;
}

const CONSTANTS: Values = {
  ...{ NaN, E: Math.E, LN2: Math.LN2, LN10: Math.LN10, LOG2E: Math.LOG2E, LOG10E: Math.LOG10E, PI: Math.PI },
  ...{ SQRT1_2: Math.SQRT1_2, SQRT2: Math.SQRT2, MIN_VALUE: Number.MIN_VALUE, MAX_VALUE: Number.MAX_VALUE },
};
/** Functions that ask the event, which Vega gives them with it. */
const OF_EVENT = new Set(["view", "item", "group", "xy", "x", "y"]);
const SWAPPED = new Set(["group", "image", "rect"]);

/** How a view's expressions become functions; by the names under which Vega asks. */
export const expressions = {
  operator(context: Context, { ast }: Parsed) {
    const value = valueOf(ast, context);
    return (params: Values) => value({ params });
  },
  parameter(context: Context, { ast }: Parsed) {
    const value = valueOf(ast, context);
    return (datum: unknown, params: Values) => value({ params, datum });
  },
  event(context: Context, { ast }: Parsed) {
    const value = valueOf(ast, context);
    return (event: Values) => value({ params: {}, event });
  },
  handler(context: Context, { ast }: Parsed) {
    const value = valueOf(ast, context);
    return (params: Values, event: Values) => value({ params, event, datum: (event["item"] as Values | undefined)?.["datum"] });
  },
  /** Sets the channels of a mark's item; gives whether any changed. */
  encode(context: Context, { marktype, channels }: Encoding) {
    const values = Object.entries(channels).map(([name, { ast }]) => [name, valueOf(ast, context)] as const);
    const place = placing(channels, SWAPPED.has(marktype), marktype === "rule");
    return (item: Record<string, unknown>, params: Values) => {
      const scope = { params, item, datum: item["datum"] };
      let isChanged = 0;
      for (const [name, value] of values) {
        const next = value(scope);
        if (item[name] !== next) {
          item[name] = next;
          isChanged = 1;
        }
      }
      place?.(item as Item);
      return isChanged;
    };
  },
};

type Item = Record<"x" | "x2" | "xc" | "y" | "y2" | "yc" | "width" | "height", number>;

/** What makes start and size of an item of the ends or centre that its channels gave; null where they gave none. */
function placing(channels: Values, isSwapped: boolean, isRule: boolean): ((item: Item) => void) | null {
  const along = (["x", "y"] as const).flatMap((start) => {
    const [end, center, size] = [`${start}2`, `${start}c`, start === "x" ? "width" : "height"] as ["x2", "xc", "width"];
    return channels[end] || channels[center] ? [{ start: start as "x", end, center, size, of: { start: channels[start], end: channels[end], center: channels[center] } }] : [];
  });
  if (isRule || along.length === 0) return null;
  return (item) => {
    for (const { start, end, center, size, of } of along) {
      if (of.end && of.start) {
        if (isSwapped && item[start] > item[end]) [item[start], item[end]] = [item[end], item[start]];
        item[size] = item[end] - item[start];
      } else if (of.end) item[start] = item[end] - (item[size] || 0);
      if (of.center) item[start] = item[center] - (item[size] || 0) / 2;
    }
  };
}

function valueOf(node: Node, context: Context): Value {
  const make = NODES[node.type];
  if (!make) throw new Error(`an expression of Vega has no ${node.type}`);
  return make(node, (part) => valueOf(part as Node, context), context);
}

type Make = (node: Node, of: (part: unknown) => Value, context: Context) => Value;

const NODES: Readonly<Record<string, Make>> = {
  Literal: ({ value }) => () => value,

  Identifier: ({ name }) => {
    if (name === "datum") return ({ datum }) => datum;
    if (name === "event") return ({ event }) => event;
    if (name === "item") return ({ item }) => item;
    if (Object.hasOwn(CONSTANTS, name)) return () => CONSTANTS[name];
    const param = `$${name}`;
    return ({ params }) => params[param];
  },

  MemberExpression: ({ object, property, computed }, of) => {
    const owner = of(object);
    if (!computed) {
      const { name } = property as Node;
      return (scope) => harmless((owner(scope) as Values)[name]);
    }
    const key = of(property);
    return (scope) => harmless((owner(scope) as Values)[key(scope) as string]);
  },

  CallExpression: ({ callee, arguments: given }, of, { functions }) => {
    const name = (callee as Node).name.replace(/^_/, ""); // encoders ask for their own form of a function by a `_`
    const parts = (given as readonly unknown[]).map(of);
    if (name === "if") return choice(parts);
    if (OF_EVENT.has(name)) {
      return (scope) => (scope.event?.["vega"] as Record<string, Callable>)[name]?.(...parts.map((part) => part(scope)));
    }
    const called = functions[name] ?? FUNCTIONS[name];
    if (!called) throw new Error(`Vega has no function ${name}`);
    return call(called, functions, parts);
  },

  ArrayExpression: ({ elements }, of) => {
    const parts = (elements as readonly unknown[]).map(of);
    return (scope) => parts.map((part) => part(scope));
  },

  ObjectExpression: ({ properties }, of) => {
    const parts = (properties as readonly { readonly key: Node; readonly value: unknown }[]).map(({ key, value }) => [String(key.name ?? key.value), of(value)] as const);
    return (scope) => Object.fromEntries(parts.map(([name, part]) => [name, harmless(part(scope))]));
  },

  UnaryExpression: ({ operator, argument }, of) => {
    const one = of(argument);
    const operate = UNARY[operator] as (value: any) => unknown;
    return (scope) => operate(one(scope));
  },

  BinaryExpression: ({ operator, left, right }, of) => {
    const [one, other] = [of(left), of(right)];
    const operate = BINARY[operator] as (left: any, right: any) => unknown;
    return (scope) => operate(one(scope), other(scope));
  },

  LogicalExpression: ({ operator, left, right }, of) => {
    const [one, other] = [of(left), of(right)];
    if (operator === "&&") return (scope) => one(scope) && other(scope);
    return (scope) => one(scope) || other(scope);
  },

  ConditionalExpression: ({ test, consequent, alternate }, of) => choice([of(test), of(consequent), of(alternate)]),
};

/** No expression gets hold of a function, by which it could reach what Vega's language does not. */
const harmless = (value: unknown): unknown => (typeof value === "function" ? undefined : value);

function choice([test, then, otherwise]: readonly Value[]): Value {
  if (!test || !then || !otherwise) throw new Error("if takes a test and two values");
  return (scope) => (test(scope) ? then : otherwise)(scope);
}

/** The call; without an array of what is given where that is little, as it mostly is. */
function call(called: Callable, functions: Context["functions"], parts: readonly Value[]): Value {
  const [one, two, three, ...more] = parts;
  if (!one) return () => called.call(functions);
  if (!two) return (scope) => called.call(functions, one(scope));
  if (!three) return (scope) => called.call(functions, one(scope), two(scope));
  if (!more.length) {
    return (scope) => called.call(functions, one(scope), two(scope), three(scope));
  }
  return (scope) => called.apply(functions, parts.map((part) => part(scope)));
}

const UNARY: Readonly<Record<string, (value: any) => unknown>> = { "+": (a) => +a, "-": (a) => -a, "~": (a) => ~a, "!": (a) => !a };

const BINARY: Readonly<Record<string, (left: any, right: any) => unknown>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a == b,
  "!=": (a, b) => a != b,
  "===": (a, b) => a === b,
  "!==": (a, b) => a !== b,
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
  "<<": (a, b) => a << b,
  ">>": (a, b) => a >> b,
  ">>>": (a, b) => a >>> b,
};
