const SOLID: readonly number[] = [];
/** The second metric of a panel and those after it: one run keeps one colour. */
const DASHES: readonly (readonly number[])[] = [SOLID, [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [1, 3]];

/** How the line of a key is broken up; nothing for the first. */
export const dashOf = (keys: readonly string[], key: string): readonly number[] => DASHES[Math.max(0, keys.indexOf(key)) % DASHES.length] ?? SOLID;
