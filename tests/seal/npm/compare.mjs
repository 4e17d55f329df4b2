// Holds what an independent decoder read of the published vectors (verify.mjs, on standard input) against what the
// vectors say in words: node compare.mjs VECTORS.json. The cells are unpacked here from docs/seal-format.md alone.
import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';

const MISSING = 127;
const NAMES = ['version', 'form', 'document', 'revision', 'page', 'pages', 'issued_at', 'page_digest', 'set_digest', 'school',
    'pupil_tail', 'name', 'born', 'school_year', 'class_name'];

/** Seven bits each, the most significant first; what is left is ones. */
function cells(first, hex) {
    const bits = [...Buffer.from(hex, 'hex')].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const codes = bits.match(/.{7}/g) ?? [];
    return codes.map((code, i) => [first + i, parseInt(code, 2)]).filter(([, code]) => code !== MISSING);
}

const vectors = JSON.parse(readFileSync(process.argv[2], 'utf8')).vectors;
const read = readFileSync(0, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const said = vectors.map(({ claims }) => claims);
deepStrictEqual(read.map((claims) => ({
    ...Object.fromEntries(NAMES.map((name, i) => [name, claims[i]])),
    cells: cells(claims[15], claims[16]),
})), said.map((claims) => ({
    ...claims,
    issued_at: Date.parse(claims.issued_at) / 1000,
    born: Date.parse(claims.born) / 86_400_000,
    school_year: Number(claims.school_year.slice(0, 4)),
})));
