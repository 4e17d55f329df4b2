// Typst's side of the benchmark: one compiler, one compile a pupil, PDF/A-3a, nothing kept between pupils.
// node run.mjs PUPILS.json COUNT WARM-UP FIRST.pdf    prints one JSON object; the first PDF is kept to look at.
import fs from 'node:fs';
import path from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const [pupilsFile, count, warmUp, firstPdf] = process.argv.slice(2);
const here = import.meta.dirname;
const fontFolder = '/usr/share/fonts/truetype/croscore';
const fontBlobs = ['Regular', 'Bold', 'Italic', 'BoldItalic'].map((style) =>
  fs.readFileSync(path.join(fontFolder, `Tinos-${style}.ttf`)),
);
const pupils = JSON.parse(fs.readFileSync(pupilsFile, 'utf8')).map((pupil) => Buffer.from(JSON.stringify(pupil)));
const compiler = NodeCompiler.create({ workspace: here, fontArgs: [{ fontBlobs }] });

function compile(index) {
  compiler.mapShadow(path.join(here, 'pupil.json'), pupils[index % pupils.length]);
  const main = { mainFilePath: path.join(here, 'one.typ'), resetRead: true };
  const pdf = compiler.pdf(main, { pdfStandard: 'a-3a' });
  // Of -1, 0, 1, 5 and 30 the fastest: memoised results of other pupils' documents are of no use to the next.
  compiler.evictCache(0);
  return pdf;
}

// Warm up on the last pupils, so that no measured document has been compiled before.
for (let i = 0; i < Number(warmUp); ++i) compile(pupils.length - 1 - i);

let bytes = 0;
let first;
const cpuBefore = process.cpuUsage();
const wallBefore = process.hrtime.bigint();
for (let i = 0; i < Number(count); ++i) {
  const pdf = compile(i);
  bytes += pdf.length;
  first ??= pdf;
}
const wallS = Number(process.hrtime.bigint() - wallBefore) / 1e9;
const cpu = process.cpuUsage(cpuBefore);
const cpuS = (cpu.user + cpu.system) / 1e6;
fs.writeFileSync(firstPdf, first);
console.log(JSON.stringify({
  documents: Number(count),
  docs_per_cpu_s: Number(count) / cpuS,
  docs_per_wall_s: Number(count) / wallS,
  bytes_per_doc: bytes / Number(count),
  peak_rss_mb: process.resourceUsage().maxRSS / 1024,
}));
