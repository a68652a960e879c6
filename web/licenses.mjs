// The licences of what is bundled: takes esbuild's metafile, gives one text with each package's own, by name.
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

export async function licensesOf(metafile, folder) {
  const packages = new Set(Object.keys(metafile.inputs).map(packageOf).filter(Boolean));
  const texts = await Promise.all([...packages].sort().map((name) => licenseOf(path.join(folder, "node_modules", name), name)));
  return texts.join(`\n\n${"-".repeat(80)}\n\n`);
}

function packageOf(file) {
  const [, inside] = file.split("node_modules/").slice(-2);
  if (!inside) return null;
  const parts = inside.split("/");
  return parts.slice(0, inside.startsWith("@") ? 2 : 1).join("/");
}

async function licenseOf(folder, name) {
  const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  const text = file ? await readFile(path.join(folder, file), "utf8") : `Licence: ${license}`;
  return `${name} ${version}\n\n${text.trim()}`;
}
