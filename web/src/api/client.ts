/** Requests to the server of this page. Gives parsed answers; a fault of the server's is an `ApiFault` with its sentences. */
import { type ColumnBlock, readColumns } from "./columns";

export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly help?: string | null;
  readonly place?: string | null;
}

/** What the server refused, and why. */
export class ApiFault extends Error {
  constructor(
    readonly status: number,
    readonly faults: readonly Fault[],
    readonly body: unknown,
  ) {
    super(faults.map(told).join("\n"));
  }

  /** Whether nothing is wrong with the request itself: no answer, no token any more, a disk or a server that fails. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 401 || this.status >= 500;
  }
}

/** Place, what is wrong there, and the way out. */
function told({ message, help, place }: Fault): string {
  const where = place ? `${place}: ${message}` : sentence(message);
  return help ? `${where} ${sentence(help)}` : where;
}

/** With a capital where it begins with a word, not with a name in quotes or code. */
function sentence(text: string): string {
  return /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Options {
  readonly method?: Method;
  /** Sent as JSON; a file as it is. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer in JSON, with its ETag where it has one. */
export async function ask<Answer>(path: string, options: Options = {}): Promise<Answer> {
  const response = await respond(path, options);
  return (response.status === 204 ? undefined : await whole(response.json(), options)) as Answer;
}

/** As `ask`, with the answer's ETag. */
export async function askTagged<Answer>(path: string, options: Options = {}): Promise<{ answer: Answer; etag: string }> {
  const response = await respond(path, options);
  return { answer: (await whole(response.json(), options)) as Answer, etag: response.headers.get("ETag") ?? "" };
}

/** An answer in binary columns. */
export async function askColumns<Meta>(path: string, options: Options = {}): Promise<ColumnBlock<Meta>> {
  const response = await respond(path, options);
  return readColumns<Meta>(await whole(response.arrayBuffer(), options));
}

/** The address of something of a project's: each part of a name stays one part. */
export function projectPath(project: string, ...parts: readonly string[]): string {
  return ["/api/p", encodeURIComponent(project), ...parts.map(encodeURIComponent)].join("/");
}

/** What an answer holds, where it came to its end; else the server does not answer. */
export async function whole<Content>(content: Promise<Content>, { signal }: Options = {}): Promise<Content> {
  try {
    return await content;
  } catch (error) {
    throw signal?.aborted ? error : unanswered();
  }
}

export const unanswered = (): ApiFault => new ApiFault(0, [{ code: "", message: "The server does not answer.", help: "Start `chartkit ui` again; nothing is lost." }], null);

/** The answer as it came. Throws `ApiFault` for a refusal. */
export async function respond(path: string, { method, body, signal, headers }: Options): Promise<Response> {
  const hasBody = body !== undefined;
  const init: RequestInit = { method: method ?? (hasBody ? "POST" : "GET"), headers: { ...headers } };
  if (body instanceof Blob) init.body = body;
  else if (hasBody) {
    init.body = JSON.stringify(body);
    init.headers = { "Content-Type": "application/json", ...headers };
  }
  if (signal) init.signal = signal;
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    throw signal?.aborted ? error : unanswered();
  }
  if (response.ok) return response;
  const said: unknown = await response.json().catch(() => null);
  throw new ApiFault(response.status, faultsIn(said) ?? [{ code: "", message: `The server answered ${response.status}.` }], said);
}

function faultsIn(said: unknown): readonly Fault[] | null {
  const faults = (said as { faults?: unknown } | null)?.faults;
  return Array.isArray(faults) && faults.length > 0 ? (faults as Fault[]) : null;
}
