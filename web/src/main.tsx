/** Where the page starts: theme, addresses, drawing workers, then the app. */
import { render } from "preact";
import { drawWith } from "./drawing/pool";
import { App } from "./shell/app";
import { startRouter } from "./shell/router";
import { applyTheme } from "./state/theme";

applyTheme();
startRouter();
const place = document.getElementById("app");
if (place) {
  drawWith(place.dataset["worker"] ?? "");
  render(<App />, place);
}
