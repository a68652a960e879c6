import { ViewTitle } from "../shell/title";

export function WorkspaceView() {
  return <ViewTitle text="Workspace" />;
}
