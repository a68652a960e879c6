/** Which component shows which view: a new view is a line here. Each is loaded when it is first looked at. */
import type { ComponentType } from "preact";
import type { Route } from "./router";

type View = Route["view"];

export const VIEWS: Readonly<Record<Exclude<View, "missing">, () => Promise<ComponentType>>> = {
  projects: () => import("../runs/projects").then(({ Projects }) => Projects),
  workspace: () => import("../panels/workspace").then(({ WorkspaceView }) => WorkspaceView),
  runs: () => import("../runs/page").then(({ RunsPage }) => RunsPage),
  run: () => import("../run/page").then(({ RunPage }) => RunPage),
  insight: () => import("../insight/page").then(({ InsightPage }) => InsightPage),
  gallery: () => import("../gallery/page").then(({ GalleryPage }) => GalleryPage),
  editor: () => import("../editor/page").then(({ EditorPage }) => EditorPage),
};
