/** What the axes of lines use of d3's modules, which are Vega's own. */
declare module "d3-format" {
  export function format(specifier: string): (value: number) => string;
}

declare module "d3-scale" {
  interface Axis {
    domain(ends: readonly [number, number]): Axis;
    tickFormat(count: number, specifier?: string): (value: number | Date) => string;
  }
  interface NumberAxis extends Axis {
    domain(ends: readonly [number, number]): NumberAxis;
    ticks(count: number): number[];
  }
  interface TimeAxis extends Axis {
    domain(ends: readonly [number, number]): TimeAxis;
    ticks(count: number): Date[];
  }
  export function scaleLinear(): NumberAxis;
  export function scaleLog(): NumberAxis;
  export function scaleTime(): TimeAxis;
}
