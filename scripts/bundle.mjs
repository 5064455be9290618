// Make static/ from assets/ and the packages: one style sheet, one script a page needs, one worker, the fonts.
import { build } from "esbuild";
import { cp, mkdir } from "node:fs/promises";

await mkdir("static", { recursive: true });
await cp("assets/img", "static/img", { recursive: true });
await build({
  entryPoints: { site: "assets/css/site.css" },
  outdir: "static",
  bundle: true,
  minify: true,
  loader: { ".woff2": "file", ".woff": "empty", ".svg": "dataurl", ".png": "file" },
  assetNames: "fonts/[name]-[hash]",
  logLevel: "warning",
});
await build({
  entryPoints: { site: "assets/js/site.js", map: "assets/js/map.js", "map-worker": "assets/js/map-worker.js" },
  outdir: "static",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  logLevel: "warning",
});
