import { ViewTitle } from "../shell/title";

export function Projects() {
  return <ViewTitle text="Projects" />;
}
