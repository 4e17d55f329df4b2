// The claims of one page: an array of 17 in fixed order (docs/seal-format.md).
import { CborReader, MalformedCbor } from './cbor';
import { MOST_CELLS, unpackCells } from './cells';
import { toHex } from './bytes';

export const VERSION = 1;
const COUNT = 17, MOST_PAGES = 999;
const DOCUMENT = 8, PAGE_DIGEST = 16, SET_DIGEST = 8;
/** Days of 0001-01-01 and 9999-12-31: outside them a date has no four digits of year. */
const FIRST_DAY = -719162, LAST_DAY = 2932896;

export interface Claims {
    form: number;
    document: string; // hex
    revision: number;
    page: number;
    pages: number;
    issuedAt: number; // seconds since 1970-01-01T00:00:00Z
    pageDigest: string; // hex
    setDigest: string; // hex
    school: string;
    pupilTail: string;
    name: string;
    born: number; // days since 1970-01-01
    schoolYear: number; // 2023 is 2023-2024; 0 where the form has none
    className: string;
    first: number; // number of the first sealed cell
    codes: number[]; // of the cells first, first + 1, …
}

const isPlain = (text: string) => !/[\u0000-\u001f\u007f]/.test(text) && text === text.normalize('NFC');

/** Throws MalformedCbor with the claim's name. */
export function decodeClaims(cbor: Uint8Array): Claims {
    const reader = new CborReader(cbor);
    const must = (possible: boolean, claim: string) => {
        if (!possible) throw new MalformedCbor(claim);
    };
    const integer = (claim: string, least: number, most = Number.MAX_SAFE_INTEGER) => {
        const value = reader.integer();
        must(value >= least && value <= most, claim);
        return value;
    };
    const bytes = (claim: string, size: number) => {
        const value = reader.bytes();
        must(value.length === size, claim);
        return toHex(value);
    };
    const text = (claim: string) => {
        const value = reader.text();
        must(isPlain(value), claim);
        return value;
    };

    reader.array(COUNT);
    integer('version', VERSION, VERSION);
    const form = integer('form', 0);
    const document = bytes('document', DOCUMENT);
    const revision = integer('revision', 1);
    const page = integer('page', 1);
    const pages = integer('pages', page, MOST_PAGES);
    const issuedAt = integer('issued_at', 0);
    const pageDigest = bytes('page_digest', PAGE_DIGEST);
    const setDigest = bytes('set_digest', SET_DIGEST);
    const school = text('school');
    const pupilTail = text('pupil_tail');
    must(/^[0-9]{0,4}$/.test(pupilTail), 'pupil_tail');
    const name = text('name');
    const born = integer('born', FIRST_DAY, LAST_DAY);
    const schoolYear = integer('school_year', 0, 9998);
    must(schoolYear === 0 || schoolYear >= 1000, 'school_year');
    const className = text('class');
    const first = integer('first', 0);
    const codes = unpackCells(reader.bytes());
    reader.end();
    if (codes === null || first + codes.length > MOST_CELLS || (codes.length === 0 && first !== 0)) throw new MalformedCbor('cells');
    return {
        form, document, revision, page, pages, issuedAt, pageDigest, setDigest, school, pupilTail, name, born,
        schoolYear, className, first, codes,
    };
}
