/** JSON merge patches (RFC 7396): takes values and patches, gives changed values and patches made of two; none is touched. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

const isObject = (value: Json | undefined): value is JsonObject => value !== null && typeof value === "object" && !Array.isArray(value);

/** A value with a patch applied. */
export function merged(value: Json | undefined, patch: Json): Json {
  return patched(value, patch, false);
}

/** Two patches as one, the second after the first: what either removes stays named. */
export function composed(first: JsonObject, second: JsonObject): JsonObject {
  return patched(first, second, true) as JsonObject;
}

/** Whether one patch can say both: not where an object comes in place of what the first removes or makes a value. */
export function isComposable(first: JsonObject, second: JsonObject): boolean {
  return Object.entries(second).every(([key, inside]) => {
    const before = first[key];
    return before === undefined || !isObject(inside) || (isObject(before) && isComposable(before, inside));
  });
}

function patched(value: Json | undefined, patch: Json, keepsNull: boolean): Json {
  if (!isObject(patch)) return patch;
  const changed: Record<string, Json> = { ...objectOf(value) };
  for (const [key, inside] of Object.entries(patch)) {
    if (inside !== null) changed[key] = patched(changed[key], inside, keepsNull);
    else if (keepsNull) changed[key] = null;
    else delete changed[key];
  }
  return changed;
}
