/** Which view is shown, by the page's path; links inside the page change it without loading it again. */
import { signal } from "@preact/signals";

export type Route =
  | { readonly view: "projects" }
  | { readonly view: "workspace"; readonly project: string }
  | { readonly view: "runs"; readonly project: string }
  | { readonly view: "run"; readonly project: string; readonly run: string }
  | { readonly view: "insight"; readonly project: string }
  | { readonly view: "gallery" }
  | { readonly view: "editor"; readonly preset: string }
  | { readonly view: "missing"; readonly path: string };

export const route = signal<Route>(routeOf(location.pathname));

/** The view at a path. */
function routeOf(path: string): Route {
  const parts = path.split("/").filter(Boolean).map(decoded);
  const [first, second, third, fourth] = parts;
  if (parts.length === 0) return { view: "projects" };
  if (first === "presets" && parts.length === 1) return { view: "gallery" };
  if (first === "presets" && second === "edit") return { view: "editor", preset: parts.slice(2).join("/") };
  if (first === "p" && second !== undefined) {
    if (parts.length === 2) return { view: "workspace", project: second };
    if (third === "runs" && parts.length === 3) return { view: "runs", project: second };
    if (third === "runs" && fourth !== undefined && parts.length === 4) return { view: "run", project: second, run: fourth };
    if (third === "insight" && parts.length === 3) return { view: "insight", project: second };
  }
  return { view: "missing", path };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray percent sign is part of the name
  }
}

/** The path of a view; names are encoded. */
export function pathTo(...parts: readonly string[]): string {
  return `/${parts.map(encodeURIComponent).join("/")}`;
}

/** Show the view at a path; the heading is given the focus, so that a screen reader tells of it. */
export function go(path: string): void {
  history.pushState(null, "", path);
  show();
}

function show(): void {
  route.value = routeOf(location.pathname);
  window.scrollTo(0, 0);
  requestAnimationFrame(() => document.querySelector<HTMLElement>("h1")?.focus());
}

/** Follow the browser's own back and forward, and links that stay inside. */
export function startRouter(): void {
  window.addEventListener("popstate", show);
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.("a");
    if (!link || link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
    if (/^\/(api|media|html|assets)\//.test(link.pathname) || (link.pathname === location.pathname && link.hash)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
