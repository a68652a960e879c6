/**
 * Work that changes what is seen, a little of it in each frame, so that scrolling and typing go on: takes it as it comes
 * and does it in that order.
 */
const MOST_MS = 6;
const waiting = new Set<() => void>();
let isDue = false;

/** Do it in one of the next frames; gives what takes it back. */
export function inTurn(work: () => void): () => void {
  waiting.add(work);
  if (!isDue) later();
  return () => void waiting.delete(work);
}

function later(): void {
  isDue = true;
  if (document.hidden) window.setTimeout(doSome); // no frame comes there
  else requestAnimationFrame(doSome);
}

async function doSome(): Promise<void> {
  const began = performance.now();
  for (const work of waiting) {
    waiting.delete(work);
    work();
    await null; // components render then, which is the larger part
    if (performance.now() - began > MOST_MS) break;
  }
  isDue = false;
  if (waiting.size > 0) later();
}
