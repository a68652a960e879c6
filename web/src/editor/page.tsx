import { ViewTitle } from "../shell/title";

export function EditorPage() {
  return <ViewTitle text="Editor" />;
}
