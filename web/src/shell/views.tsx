/** Which component shows which view: a new view is a line here. The workspace comes with the page, the others when they are first looked at. */
import type { ComponentType } from "preact";
import { WorkspaceView } from "../panels/workspace";
import type { Route } from "./router";

type View = Route["view"];

export const VIEWS: Readonly<Record<Exclude<View, "missing">, () => Promise<ComponentType>>> = {
  projects: () => import("../runs/projects").then(({ Projects }) => Projects),
  workspace: () => Promise.resolve(WorkspaceView),
  runs: () => import("../runs/page").then(({ RunsPage }) => RunsPage),
  run: () => import("../run/page").then(({ RunPage }) => RunPage),
  insight: () => import("../insight/page").then(({ InsightPage }) => InsightPage),
  gallery: () => import("../gallery/page").then(({ GalleryPage }) => GalleryPage),
  editor: () => import("../editor/page").then(({ EditorPage }) => EditorPage),
};
