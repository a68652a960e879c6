/** Places in a text as Python counts them, in characters, and as JavaScript does, in UTF-16 units. */

/** How many characters stand before a unit. */
export function charactersBefore(text: string, unit: number): number {
  let count = 0;
  for (let index = 0; index < unit; index++) {
    const code = text.charCodeAt(index);
    const isLowHalf = code >= 0xdc00 && code <= 0xdfff && index > 0 && isHighHalf(text.charCodeAt(index - 1));
    if (!isLowHalf) count++;
  }
  return count;
}

/** The unit at which a character begins; the end of the text past its last. */
export function unitOf(text: string, character: number): number {
  let unit = 0;
  for (let count = 0; count < character && unit < text.length; count++) unit += isHighHalf(text.charCodeAt(unit)) ? 2 : 1;
  return Math.min(unit, text.length);
}

const isHighHalf = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
