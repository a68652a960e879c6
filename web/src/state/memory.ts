/** What this browser remembers for itself; a browser without storage, or with a full one, remembers until the page is closed. */
const own = new Map<string, string>();

const nameOf = (key: string): string => `chartkit.${key}`;

export function remembered(key: string): string | null {
  const kept = own.get(key);
  if (kept !== undefined) return kept; // what storage did not take
  try {
    return localStorage.getItem(nameOf(key));
  } catch {
    return null; // storage is off
  }
}

/** Keep a text under a key; false where it goes with the page. */
export function remember(key: string, value: string): boolean {
  try {
    localStorage.setItem(nameOf(key), value);
    own.delete(key);
    return true;
  } catch {
    own.set(key, value); // storage is off or full
    return false;
  }
}
