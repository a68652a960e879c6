// Builds the page: takes src/ and styles/, gives build/web/ with one HTML file, hashed scripts and styles, and
// manifest.json, which names them for the server. `--watch` builds again at every change.
import { context } from "esbuild";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { licensesOf } from "./licenses.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, "..", "build", "web");
const PAGE = { main: "src/main.tsx", news: "src/api/news_worker.ts", styles: "styles/index.css" };
// In one file: a browser asks for what a worker imports only once it has read the worker.
const WORKER = { worker: "src/drawing/worker.ts" };
const ENTRIES = { ...PAGE, ...WORKER };
const MAIN_LIMIT_KB = 150;

// After each build: what the server serves, by the names that the page asks for, and the size a reader pays first.
const metafiles = new Map();
const manifest = {
  name: "manifest",
  setup(build) {
    build.onEnd(async ({ metafile: built, errors }) => {
      if (errors.length || !built) return;
      metafiles.set(build.initialOptions.entryPoints, built);
      if (metafiles.size < 2) return;
      const all = [...metafiles.values()];
      const metafile = { inputs: Object.assign({}, ...all.map(({ inputs }) => inputs)), outputs: Object.assign({}, ...all.map(({ outputs }) => outputs)) };
      const files = {};
      for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
        const entry = Object.keys(ENTRIES).find((name) => path.normalize(ENTRIES[name]) === entryPoint && !file.endsWith(".map"));
        if (entry) files[entry] = path.basename(file);
      }
      await writeFile(path.join(out, "licenses.txt"), await licensesOf(metafile, here));
      const first = firstScripts(metafile, files.main);
      const preloads = first.filter((name) => name !== files.main); // asked for with the page, not once main is read
      await writeFile(path.join(out, "manifest.json"), JSON.stringify({ ...files, preloads }, null, 1));
      await removeOld(metafile);
      console.log(`web: ${kilobytes(await zippedBytes(first))} KB gzipped of script before the first chart (at most ${MAIN_LIMIT_KB})`);
    });
  },
};

async function removeOld(metafile) {
  const kept = new Set([...Object.keys(metafile.outputs).map((file) => path.basename(file)), "manifest.json", "licenses.txt"]);
  for (const name of await readdir(out)) if (!kept.has(name)) await rm(path.join(out, name), { recursive: true });
}

// The main script and all that it imports at once; what it imports later is not counted.
function firstScripts(metafile, main) {
  const byName = new Map(Object.entries(metafile.outputs).map(([file, output]) => [path.basename(file), output]));
  const seen = new Set();
  const walk = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const one of byName.get(name)?.imports ?? []) if (one.kind === "import-statement") walk(path.basename(one.path));
  };
  walk(main);
  return [...seen];
}

async function zippedBytes(names) {
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(path.join(out, name))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const kilobytes = (bytes) => (bytes / 1024).toFixed(1);

await mkdir(out, { recursive: true });
const building = (entryPoints, splitting) =>
  context({
    absWorkingDir: here,
    entryPoints,
    outdir: out,
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    bundle: true,
    splitting,
    format: "esm",
    target: "es2022",
    minify: true,
    sourcemap: false,
    metafile: true,
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "warning",
    plugins: [manifest],
  });
for (const one of [await building(WORKER, false), await building(PAGE, true)]) {
  if (process.argv.includes("--watch")) await one.watch();
  else {
    await one.rebuild();
    await one.dispose();
  }
}
