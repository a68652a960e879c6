// Shows the newest drawing of a preset. The server says when there is one; it is loaded out of sight and takes the
// place of the last one only once it is drawn, so a mistake leaves the last good picture in view.
(() => {
  "use strict";

  const stage = document.getElementById("stage");
  const state = document.getElementById("state");
  const faults = document.getElementById("faults");
  let shown = null;
  let shownVersion = 0;
  let coming = null;

  function tell(list) {
    faults.replaceChildren(
      ...list.map(({ severity, text }) => {
        const block = document.createElement("pre");
        block.className = severity;
        block.tabIndex = 0;
        block.textContent = text;
        return block;
      }),
    );
    faults.hidden = list.length === 0;
  }

  function mark(news, isBroken) {
    document.body.classList.toggle("broken", isBroken);
    document.body.dataset.version = news.version;
    state.textContent = isBroken && shown ? `${news.state}; the picture is the last good one` : news.state;
  }

  // A frame as tall as what it holds, now and when it changes.
  function fit(frame) {
    const page = frame.contentDocument.documentElement;
    const measure = () => (frame.style.height = `${page.getBoundingClientRect().height}px`);
    new frame.contentWindow.ResizeObserver(measure).observe(page);
    measure();
  }

  function whenDrawn(frame, then) {
    const section = frame.contentDocument.querySelector("section");
    if (!section || section.dataset.state) return then(section);
    const watch = new MutationObserver(() => {
      if (!section.dataset.state) return;
      watch.disconnect();
      then(section);
    });
    watch.observe(section, { attributes: true });
  }

  function take(frame, news) {
    if (frame !== coming) return;
    coming = null;
    shown?.remove();
    shown = frame;
    shownVersion = news.drawing;
    frame.classList.remove("coming");
    fit(frame);
    mark(news, false);
    tell(news.faults);
  }

  function refuse(frame, news, section) {
    const said = [...section.querySelectorAll(".fault")].map((line) => ({ severity: "error", text: line.textContent }));
    coming = null;
    frame.remove();
    mark({ ...news, state: "this cannot be drawn" }, true);
    tell([...said, ...news.faults]);
  }

  function load(news) {
    coming?.remove();
    const frame = document.createElement("iframe");
    coming = frame;
    frame.className = "coming";
    frame.title = `drawing of ${news.file}`;
    frame.addEventListener("load", () => {
      if (frame !== coming) return;
      whenDrawn(frame, (section) => {
        if (section?.dataset.state === "fault" && shown && frame === coming) refuse(frame, news, section);
        else take(frame, news);
      });
    });
    frame.src = `/drawing?version=${news.drawing}`;
    stage.append(frame);
  }

  function show(news) {
    document.getElementById("file").textContent = news.file;
    document.title = `${news.file} – chartkit preview`;
    if (news.isCurrent && news.drawing !== shownVersion) return load(news);
    coming?.remove();
    coming = null;
    if (!shown && news.drawing && !news.isCurrent) load(news);
    mark(news, !news.isCurrent);
    tell(news.faults);
  }

  const events = new EventSource("/events");
  events.addEventListener("message", (event) => show(JSON.parse(event.data)));
  events.addEventListener("error", () => (state.textContent = "chartkit preview has ended; start it again to go on"));
})();
