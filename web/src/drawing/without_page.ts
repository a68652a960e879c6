/**
 * What Vega asks of a page, where there is none. The first import of a worker: Vega looks for a document when its modules
 * are read, and guesses how wide texts are where it finds no canvas to measure them.
 */
const given: OffscreenCanvas[] = [];

/** The next canvas that is asked for is this one. */
export function give(canvas: OffscreenCanvas): void {
  given.push(canvas);
}

const document = { createElement: (): OffscreenCanvas => given.pop() ?? new OffscreenCanvas(1, 1), querySelectorAll: (): [] => [] };

// A canvas with a parent is drawn in the pixels of the window's screen.
Object.assign(globalThis, { document, HTMLElement: OffscreenCanvas });
