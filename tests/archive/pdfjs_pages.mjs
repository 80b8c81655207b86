// node pdfjs_pages.mjs MODULES DPI FOLDER: draws PDF files by pdf.js. MODULES is the node_modules folder with pdfjs-dist and
// @napi-rs/canvas. Reads a file name a line from standard input; of each, FOLDER/NAME-N.pgm are its pages, in grey.
import { createRequire } from "node:module";
import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { basename, resolve } from "node:path";

const [modules, dpi, folder] = process.argv.slice(2);
const require = createRequire(resolve(modules, "pdfjs-dist/package.json")); // the canvas that pdf.js itself takes
const { createCanvas } = require("@napi-rs/canvas");
const pdfjs = await import(resolve(modules, "pdfjs-dist/legacy/build/pdf.mjs"));

function grey(canvas) {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const pixels = Buffer.alloc(canvas.width * canvas.height);
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = Math.round(0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]);
  return Buffer.concat([Buffer.from(`P5\n${canvas.width} ${canvas.height}\n255\n`), pixels]);
}

async function draw(path) {
  const task = pdfjs.getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 });
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: dpi / 72 });
    const canvas = createCanvas(Math.ceil(viewport.width - 0.001), Math.ceil(viewport.height - 0.001));
    await page.render({ canvas, canvasContext: canvas.getContext("2d"), viewport, background: "white" }).promise;
    await writeFile(`${folder}/${basename(path, ".pdf")}-${String(number).padStart(3, "0")}.pgm`, grey(canvas));
  }
  await task.destroy();
}

for await (const path of createInterface({ input: process.stdin })) await draw(path);
