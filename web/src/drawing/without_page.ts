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

interface Loading {
  complete: boolean;
  onload?: () => void;
  onerror?: () => void;
}

/** An image of an address that holds it: a canvas, which may be drawn as an image may. */
function Image(): OffscreenCanvas {
  const canvas = Object.assign(new OffscreenCanvas(1, 1), { complete: false } as Loading);
  const load = async (address: string): Promise<void> => {
    const bitmap = await createImageBitmap(blobOf(address));
    Object.assign(canvas, { width: bitmap.width, height: bitmap.height, complete: true });
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    canvas.onload?.();
  };
  const set = (address: string) => void load(address).catch(() => canvas.onerror?.());
  return Object.defineProperty(canvas, "src", { set });
}

/** What stands in an address as `data:image/png;base64,…`. */
function blobOf(address: string): Blob {
  const [, type, content] = /^data:([^;,]+);base64,(.*)$/s.exec(address) ?? [];
  if (content === undefined) throw new Error("an image in an address is written in base64");
  return new Blob([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], { type: type ?? "" });
}

// A canvas with a parent is drawn in the pixels of the window's screen.
Object.assign(globalThis, { document, Image, HTMLElement: OffscreenCanvas });
