/** A file that the server makes: asked for by a request with a body, then saved by the browser. */
import { respond, whole } from "./client";

const KEPT_MS = 60_000;

/** What is said of files that were saved. */
export function savedText(files: readonly string[]): string {
  const saved = files.length === 1 ? `${files[0] as string} was saved` : `${files.length} files were saved`;
  return files.some((file) => file.endsWith(".csv")) ? `${saved}, texts as they were logged: import it as text in a spreadsheet.` : `${saved}.`;
}

/** Save the answer under the name that the server gives it; gives that name. Throws `ApiFault`. */
export async function download(path: string, body: unknown): Promise<string> {
  const response = await respond(path, { body });
  const [, name = "download"] = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
  const address = URL.createObjectURL(await whole(response.blob()));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
  return name;
}
