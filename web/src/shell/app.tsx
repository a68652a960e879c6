import { Tooltip } from "../drawing/tooltip";
import { missingProject, project } from "../state/project";
import { Guarded } from "./guarded";
import { Header } from "./header";
import { Notices } from "./notices";
import { ReadingNote } from "./reading";
import { route } from "./router";
import { ViewTitle } from "./title";
import { VIEWS } from "./views";

/** The page: the bar, the view of this path, notices. */
export function App() {
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <ReadingNote />
        <CurrentView />
      </main>
      <Notices />
      <Tooltip />
    </>
  );
}

function CurrentView() {
  const { view } = route.value;
  if (view === "missing") return <Missing why="This address names no project, run or preset." />;
  if (project.value !== null && missingProject.value !== null) return <Missing why={missingProject.value} />;
  const View = VIEWS[view];
  return (
    <Guarded key={view} what="view">
      <View />
    </Guarded>
  );
}

function Missing({ why }: { why: string }) {
  return (
    <>
      <ViewTitle text="There is nothing here" />
      <p>{why}</p>
      <p>
        <a href="/">All projects</a>
      </p>
    </>
  );
}
