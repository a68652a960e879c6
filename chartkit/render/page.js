// Draws the page's charts one after the other, each where its figure stands. Runs after Vega's bundle, under a
// Content-Security-Policy without eval or network: expressions are interpreted, and every address is refused.
(() => {
  "use strict";

  const CANVAS_ABOVE_ROWS = 5000; // so many SVG elements make a page slow to scroll
  const DARK = "#1c1f24";
  const LEAST_CONTRAST = 3;
  const LEAST_VIEW_PX = 80;
  const LEAST_CELL_PX = 200;
  const MOST_PASSES = 4;
  const NEAR_ENOUGH_PX = 12;
  const ROWS = new Set(["data", "datasets", "values", "usermeta"]);
  const COLOR_KEY = /color|fill|stroke|range|value$/i;
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  const pen = document.createElement("canvas").getContext("2d");

  // --- colours -------------------------------------------------------------------------------------------------

  function luminance(color) {
    pen.fillStyle = "#010203";
    pen.fillStyle = color;
    const hex = pen.fillStyle;
    if (!hex.startsWith("#") || hex === "#010203") return null; // no colour, or a translucent one
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function isLostOnDark(color) {
    const light = luminance(color);
    return light !== null && (light + 0.05) / (luminance(DARK) + 0.05) < LEAST_CONTRAST;
  }

  // Whether the author chose a colour that cannot be read on a dark ground.
  function namesDarkColor(value, key = "") {
    if (typeof value === "string") return COLOR_KEY.test(key) && isLostOnDark(value);
    if (Array.isArray(value)) return value.some((item) => namesDarkColor(item, key));
    if (value === null || typeof value !== "object") return false;
    return Object.entries(value).some(([name, item]) => !ROWS.has(name) && namesDarkColor(item, name));
  }

  function darkConfig(isVega) {
    const [text, quiet, line, grid] = ["#e8eaed", "#c4cad3", "#7d8590", "#343a42"];
    return {
      background: DARK,
      title: { color: text, subtitleColor: quiet },
      style: {
        "guide-label": { fill: quiet },
        "guide-title": { fill: text },
        "group-title": { fill: text },
        "group-subtitle": { fill: quiet },
        cell: { stroke: line },
      },
      axis: { domainColor: line, tickColor: line, gridColor: grid },
      text: isVega ? { fill: text } : { color: text },
      rule: isVega ? { stroke: quiet } : { color: quiet },
    };
  }

  // --- one chart -----------------------------------------------------------------------------------------------

  function rowCount(spec) {
    const tables = Object.values(spec.datasets ?? {});
    for (const source of [spec.data ?? []].flat()) tables.push(source.values);
    return tables.reduce((count, table) => count + (Array.isArray(table) ? table.length : 0), 0);
  }

  // Takes out where the inputs of `bind` should stand: Vega empties what is named there, be it the whole page.
  function keepInPlace(value, isBind = false) {
    if (value === null || typeof value !== "object") return;
    for (const [key, item] of Object.entries(value)) {
      const isPlace = key === "element" || key === "container";
      if (isBind && isPlace && typeof item === "string") delete value[key];
      else if (!ROWS.has(key)) keepInPlace(item, isBind || key === "bind");
    }
  }

  // The heading of a page of one chart is the chart's own title, which the picture shows.
  function hideRepeatedTitle(section, spec) {
    const text = [spec.title?.text ?? spec.title ?? ""].flat().join(" ");
    const isAlone = document.querySelectorAll("section").length === 1 && !section.querySelector("h2");
    document.querySelector("h1").classList.toggle("unseen", isAlone && text === document.title);
  }

  function countMarks(item) {
    if (item.marktype && item.marktype !== "group" && item.role === "mark") return item.items.length;
    return (item.items ?? []).reduce((count, inner) => count + countMarks(inner), 0);
  }

  // Refuses every address, and keeps the refusals that Vega would pass over.
  function closedLoader(faults) {
    const refuse = (url) => {
      const fault = new Error(`this page reaches nothing outside itself; it was asked for ${url}`);
      faults.push(fault.message);
      return Promise.reject(fault);
    };
    const isInlineImage = (url) => String(url).startsWith("data:image/");
    return { load: refuse, sanitize: (url) => (isInlineImage(url) ? Promise.resolve({ href: url }) : refuse(url)) };
  }

  function listener(faults) {
    const words = (parts) => parts.map((part) => part?.message ?? String(part)).join(" ");
    const own = {
      level: () => own,
      error: (...parts) => (faults.push(words(parts)), own),
      warn: (...parts) => (/failed/i.test(String(parts[0])) && faults.push(words(parts)), own),
      info: () => own,
      debug: () => own,
    };
    return own;
  }

  // Vega's View, which the bundle does not name: that of an empty chart. Ours listens from the first evaluation on.
  async function viewClass() {
    const options = { actions: false, ast: true, defaultStyle: false, mode: "vega", tooltip: false };
    const { view } = await vegaEmbed(document.createElement("div"), { marks: [] }, options);
    view.finalize();
    return view.constructor;
  }

  // Vega-Lite always warns that steps of a discrete axis give a view its height, as their author wants it. It compiles
  // with a logger of its own, which nothing here can set.
  async function withoutFitWarnings(work) {
    const warn = console.warn;
    console.warn = (...parts) => parts.some((part) => /^Dropping "fit/.test(part)) || warn.apply(console, parts);
    try {
      return await work();
    } finally {
      console.warn = warn;
    }
  }

  async function embed(place, spec, theme, faults) {
    const loader = closedLoader(faults);
    const isVega = Array.isArray(spec.marks);
    const hasGround = spec.background !== undefined || spec.config?.background !== undefined;
    const onLight = night.matches && !hasGround && (theme !== undefined || namesDarkColor(spec));
    place.classList.toggle("light", onLight);
    const Base = await viewClass();
    class View extends Base {
      constructor(runtime, options) {
        super(runtime, { ...options, logger: listener(faults) });
      }
    }
    const options = {
      actions: false,
      ast: true,
      config: night.matches && !hasGround && !onLight ? darkConfig(isVega) : {},
      defaultStyle: false,
      logLevel: 1, // errors: the charts were checked before they came here
      loader,
      mode: isVega ? "vega" : "vega-lite",
      theme: theme === "light" ? undefined : theme,
      renderer: rowCount(spec) > CANVAS_ABOVE_ROWS ? "canvas" : "svg",
      tooltip: { disableDefaultStyle: true, theme: "page", loader },
      viewClass: View,
    };
    return withoutFitWarnings(() => vegaEmbed(place, spec, options));
  }

  // --- composed charts -----------------------------------------------------------------------------------------

  const at = (spec, path) => path.reduce((value, step) => value[step], spec);
  const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

  // Facets and concatenations whose number of columns the author left open get as many as fit.
  function wrapColumns(spec, fit, width) {
    for (const [path, nCells, nGuessed] of fit.wraps) {
      const outer = path.at(-2) === "facet" ? path.slice(0, -3) : path.slice(0, -1);
      const inner = fit.views.filter(([place]) => outer.every((step, index) => place[index] === step));
      if (!inner.length) continue;
      const columns = clamp(Math.floor((width * inner[0][1] * nGuessed) / LEAST_CELL_PX), 1, nCells);
      at(spec, path.slice(0, -1)).columns = columns;
      for (const view of inner) view[1] *= nGuessed / columns;
    }
  }

  function roomIn(place) {
    const style = getComputedStyle(place);
    return place.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  }

  // The views of a composed chart share the page's width. How much of it axes, titles and legends take is known only
  // once they are drawn: a first drawing is measured, and the views are given the difference.
  async function embedFitted(place, spec, fit, embedOnce) {
    wrapColumns(spec, fit, roomIn(place));
    const first = fit.views.map(([, share]) => share * roomIn(place) * 0.8);
    let [added, step, growth, drawn, width] = [0, 0, 1, null, 0];
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      fit.views.forEach(([path, share], index) => {
        at(spec, path).width = Math.max(LEAST_VIEW_PX, Math.floor(first[index] + share * added));
      });
      drawn?.view.finalize();
      drawn = await embedOnce();
      const before = width;
      width = place.querySelector("svg, canvas").getBoundingClientRect().width;
      const missing = roomIn(place) - width;
      if (missing >= 0 && missing < NEAR_ENOUGH_PX) break;
      if (step !== 0) growth = clamp((width - before) / step, 0.25, 4);
      step = (missing - 2) / growth;
      added += step;
    }
    return drawn;
  }

  function say(section, text) {
    const line = document.createElement("p");
    line.className = "fault";
    line.setAttribute("role", "alert");
    line.textContent = text;
    section.querySelector(".chart").before(line);
  }

  function report(section, faults, marks, rows) {
    section.querySelectorAll(".fault").forEach((line) => line.remove());
    if (faults.length) say(section, `This chart could not be drawn in full: ${faults[0]}`);
    else if (marks === 0 && rows > 0) say(section, `This chart shows no marks although it holds ${rows} rows.`);
  }

  // A chart wider than the page scrolls by keys, too.
  function makeScrollable(place) {
    place.tabIndex = 0;
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", "chart, scrolls sideways");
  }

  async function draw(section) {
    const place = section.querySelector(".chart");
    const faults = [];
    let marks = 0;
    let rows = 0;
    try {
      const spec = JSON.parse(section.querySelector("script").textContent);
      const named = spec.usermeta?.embedOptions?.theme;
      const theme = typeof named === "string" ? named : undefined;
      const fit = spec.usermeta?.chartkit?.fit;
      delete spec.usermeta; // may hold other options for vega-embed, which are this page's to choose
      keepInPlace(spec);
      hideRepeatedTitle(section, spec);
      rows = rowCount(spec);
      section.view?.finalize();
      const embedOnce = () => {
        faults.length = 0;
        return embed(place, spec, theme, faults);
      };
      const isFitted = fit?.views?.length > 0;
      const { view } = isFitted ? await embedFitted(place, spec, fit, embedOnce) : await embedOnce();
      section.view = view;
      section.drawn = { spec, theme };
      section.fittedTo = isFitted ? place.clientWidth : undefined;
      marks = countMarks(view.scenegraph().root);
      if (place.scrollWidth > place.clientWidth) makeScrollable(place);
    } catch (error) {
      faults.push(error?.message ?? String(error));
    }
    report(section, faults, marks, rows);
    section.querySelector(".save").hidden = !section.view;
    section.dataset.state = faults.length ? "fault" : "drawn";
    section.dataset.marks = marks;
  }

  // The chart as large as it is drawn, with what its picture shows beside the page.
  function specToSave({ view, drawn }, changes) {
    const spec = structuredClone(drawn.spec);
    for (const side of ["width", "height"]) if (spec[side] === "container") spec[side] = view[side]();
    for (const [path, value] of changes) at(spec, path.slice(0, -1))[path.at(-1)] = value;
    return spec;
  }

  async function image(section, format) {
    const scale = format === "png" ? 2 : 1;
    const changes = section.querySelector("script.saved");
    if (!changes) return section.view.toImageURL(format, scale);
    const spec = specToSave(section, JSON.parse(changes.textContent));
    const { view } = await embed(document.createElement("div"), spec, section.drawn.theme, []);
    const address = await view.toImageURL(format, scale);
    view.finalize();
    return address;
  }

  async function save(section, format) {
    const link = document.createElement("a");
    link.href = await image(section, format);
    link.download = `${section.dataset.file}.${format}`;
    link.click();
  }

  async function drawAll() {
    for (const section of document.querySelectorAll("section")) await draw(section);
  }

  for (const section of document.querySelectorAll("section")) {
    for (const button of section.querySelectorAll("button")) {
      button.addEventListener("click", () => save(section, button.dataset.format));
    }
  }
  // Vega itself follows the width of single charts. A page that is hidden has no width to follow.
  async function fitAgain() {
    for (const section of document.querySelectorAll("section")) {
      const width = section.querySelector(".chart").clientWidth;
      if (section.fittedTo !== undefined && width > 0 && width !== section.fittedTo) await draw(section);
    }
  }

  let drawing = drawAll();
  night.addEventListener("change", () => (drawing = drawing.then(drawAll)));
  window.addEventListener("resize", () => (drawing = drawing.then(fitAgain)));
})();
