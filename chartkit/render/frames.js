// Fills the page's frames: each gets the text of its page, with the files that it names inside. A frame is sandboxed
// without an origin, so that its scripts reach neither this page nor another one; all it can tell is its height.
(() => {
  "use strict";

  const LEAST_PX = 48;
  const MOST_PX = 960;
  const tellHeight = () => {
    const root = document.documentElement;
    const tell = () => {
      const height = Math.max(root.getBoundingClientRect().height, document.body?.scrollHeight ?? 0);
      parent.postMessage({ height: Math.ceil(height) }, "*");
    };
    new ResizeObserver(tell).observe(root);
  };
  const files = new Map(Object.entries(self.pageFiles ?? {})); // those of a site stand in scripts beside its pages
  for (const { dataset, textContent } of document.querySelectorAll("script[data-name]")) {
    files.set(dataset.name, `data:${dataset.type};base64,${textContent}`);
  }
  const frames = [...document.querySelectorAll("iframe")];

  function pageOf(frame) {
    const text = JSON.parse(frame.nextElementSibling.textContent);
    const names = frame.dataset.files.split(" ").filter(Boolean);
    return names.reduce((page, name) => page.replaceAll(name, () => files.get(name)), text);
  }

  window.addEventListener("message", ({ source, data }) => {
    const frame = frames.find(({ contentWindow }) => contentWindow === source);
    const height = Number(data?.height);
    if (frame && height > 0) frame.style.height = `${Math.min(MOST_PX, Math.max(LEAST_PX, height))}px`;
  });

  function fill(frame) {
    frame.srcdoc = `${pageOf(frame)}<script>(${tellHeight})()</${"script"}>`;
  }

  // Pages are heavy: each is drawn when it comes near to what is seen, and all of them for a printer.
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        fill(target);
      }
    },
    { rootMargin: "800px" },
  );
  frames.forEach((frame) => near.observe(frame));
  window.addEventListener("beforeprint", () => {
    for (const frame of frames) {
      near.unobserve(frame);
      if (!frame.srcdoc) fill(frame);
    }
  });
})();
