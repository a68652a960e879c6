/** Which component shows which view: a new view is a line here. Views of runs come with the page, those of presets when they are first looked at. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { InsightPage } from "../insight/page";
import { WorkspaceView } from "../panels/workspace";
import { RunPage } from "../run/page";
import { RunsPage } from "../runs/page";
import { Projects } from "../runs/projects";
import { sayFault } from "./notices";
import type { Route } from "./router";

type View = Route["view"];

export const VIEWS: Readonly<Record<Exclude<View, "missing">, ComponentType>> = {
  projects: Projects,
  workspace: WorkspaceView,
  runs: RunsPage,
  run: RunPage,
  insight: InsightPage,
  gallery: later(() => import("../gallery/page").then(({ GalleryPage }) => GalleryPage)),
  editor: later(() => import("../editor/page").then(({ EditorPage }) => EditorPage)),
};

/** A view whose script comes when it is shown. */
function later(load: () => Promise<ComponentType>): ComponentType {
  return function Later() {
    const [come, setCome] = useState<{ readonly View: ComponentType } | null>(null);
    useEffect(() => {
      let isWanted = true;
      load().then((View) => isWanted && setCome({ View }), sayFault);
      return () => {
        isWanted = false;
      };
    }, []);
    return come ? <come.View /> : <p class="quiet">Loading …</p>;
  };
}
