/** What this browser remembers for itself; a browser without storage remembers until the page is closed. */
const own = new Map<string, string>();

const nameOf = (key: string): string => `chartkit.${key}`;

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(nameOf(key));
  } catch {
    return own.get(key) ?? null; // storage is off
  }
}

/** Keep a text under a key. */
export function remember(key: string, value: string): void {
  own.set(key, value);
  try {
    localStorage.setItem(nameOf(key), value);
  } catch {
    return; // storage is off or full: kept until the page is closed
  }
}
