// Make static/ from assets/ and the packages: one style sheet, one script a page needs, one worker, the fonts.
import { build } from "esbuild";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { brotliCompress, gzip } from "node:zlib";
import { promisify } from "node:util";
import subsetFont from "subset-font";

// Of each variable typeface we keep the axes that the style sheet uses: 172 KB become 56.
const AXES = {
  "bricolage-grotesque-latin": { wght: 800, opsz: 60, wdth: { min: 80, max: 100 } },
  "atkinson-hyperlegible-next-latin": { wght: { min: 400, max: 700 } },
};
const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
const LETTERS = range(0x20, 0x7e) + range(0xa0, 0x17f) + range(0x2010, 0x2044) + range(0x2190, 0x2193) + "€™−";

const trimFonts = {
  name: "trim-fonts",
  setup({ onLoad }) {
    onLoad({ filter: /-latin(-ext)?-(standard|wght)-normal\.woff2$/ }, async ({ path }) => {
      const font = await readFile(path);
      const axes = Object.entries(AXES).find(([name]) => path.includes(name))[1];
      const contents = await subsetFont(font, LETTERS, { targetFormat: "woff2", variationAxes: axes });
      return { contents, loader: "file" };
    });
  },
};

// A report is typeset from single weights: its typesetter takes no variable face.
const CUTS = {
  "text-400": ["atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2", { wght: 400 }],
  "text-700": ["atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2", { wght: 700 }],
  "head-800": ["bricolage-grotesque/files/bricolage-grotesque-latin-standard-normal.woff2", { wght: 800, opsz: 60, wdth: 90 }],
};
const cutForReports = async ([name, [path, axes]]) => {
  const font = await readFile(`node_modules/@fontsource-variable/${path}`);
  await writeFile(`static/fonts/report/${name}.ttf`, await subsetFont(font, LETTERS, { targetFormat: "truetype", variationAxes: axes }));
};

await mkdir("static/fonts/report", { recursive: true });
await Promise.all(Object.entries(CUTS).map(cutForReports));
await cp("assets/img", "static/img", { recursive: true });
await build({
  entryPoints: { site: "assets/css/site.css", map: "assets/css/map.css" },
  outdir: "static",
  bundle: true,
  minify: true,
  loader: { ".woff2": "file", ".woff": "empty", ".svg": "dataurl", ".png": "file" },
  assetNames: "fonts/[name]-[hash]",
  plugins: [trimFonts],
  logLevel: "warning",
});
await build({
  entryPoints: {
    site: "assets/js/site.js",
    "map-opening": "assets/js/map-opening.js",
    map: "assets/js/map.js",
    "map-worker": "assets/js/map-worker.js",
  },
  outdir: "static",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  logLevel: "warning",
});

// Packed beside each file, so that whitenoise sends it small without collectstatic too: a style sheet of 46 KB is then 9.
const PACKERS = { ".br": promisify(brotliCompress), ".gz": promisify(gzip) };
const pack = async (path) => {
  const contents = await readFile(path);
  await Promise.all(Object.entries(PACKERS).map(async ([ending, packed]) => writeFile(path + ending, await packed(contents))));
};
const made = await readdir("static", { recursive: true });
await Promise.all(made.filter((name) => /\.(css|js|svg)$/.test(name)).map((name) => pack(`static/${name}`)));
