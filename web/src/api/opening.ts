/**
 * What opening a project asks, answered together: the server brings the parts in one answer, which the page's HTML has
 * the browser ask for while its scripts still come. Takes a part's question; gives its answer, from there the first time,
 * by its own request later. What is left of it is forgotten with any news, and when the project is left. News are followed
 * from the answer's place on: what changes before they are connected is told as well.
 */
import { effect } from "@preact/signals";
import { project } from "../state/project";
import { ApiFault, type Options, ask, projectPath } from "./client";
import { follow, onChange } from "./events";
import type { Place } from "./news";

interface Part {
  readonly part: string;
  /** The body of the request that this answers; null where it has none. */
  readonly asked: unknown;
  readonly answer: unknown;
}

interface Opening {
  readonly place: Place;
  readonly parts: Part[];
}

let opened: { readonly project: string; parts: Promise<Part[]> } | null = null;

/** The answer to `part` of a project's API, as `ask` gives it. Throws `ApiFault` as `ask` does. */
export async function askPart<Answer>(name: string, part: string, options: Options = {}): Promise<Answer> {
  if (opened?.project !== name) opened = { project: name, parts: partsOf(name) };
  const parts = await opened.parts;
  options.signal?.throwIfAborted();
  const place = parts.findIndex((one) => one.part === part && isSame(one.asked, options.body));
  return place < 0 ? ask<Answer>(projectPath(name, part), options) : (parts.splice(place, 1)[0]?.answer as Answer);
}

/** The parts; none where they did not come: their own requests bring them, or say why not. */
async function partsOf(name: string): Promise<Part[]> {
  try {
    const { place, parts } = await ask<Opening>(projectPath(name, "opening"));
    if (project.peek() === name) follow(name, place);
    return parts;
  } catch (error) {
    if (project.peek() === name) follow(name);
    if (opened?.project === name) opened.parts = Promise.resolve([]);
    if (error instanceof ApiFault && error.status === 404) throw error; // there is no such project: said once, not by each part
    return [];
  }
}

const isSame = (asked: unknown, body: unknown): boolean => JSON.stringify(asked) === JSON.stringify(body ?? null);

onChange(() => {
  if (opened) opened.parts = Promise.resolve([]);
});

effect(() => {
  if (project.value !== null) return;
  opened = null;
  follow(null);
});
