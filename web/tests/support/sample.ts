// One school, one pupil, two forms: what the tests check. All names are made up.
import { createHash } from 'node:crypto';
import type { Claims } from '../../src/seal/claims';
import { parseToken } from '../../src/seal/token';
import { sealDigest } from '../../src/trust/trust';
import type { Forms } from '../../src/verify/forms';
import { ed25519Key, makeJws } from './keys';
import { seal } from './seals';

export const root = ed25519Key('root');
export const schoolKey = ed25519Key('school');
export const HOST = 'hocba.example';
export const SCHOOL = '01000417';
/** 2026-11-25T10:00:00+07:00 */
export const NOW = 1795575600;
const DAY = 86_400;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
export const digest = (text: string, size: number) => createHash('sha256').update(text).digest('hex').slice(0, 2 * size);

const LEVELS = { '105': 'T', '106': 'H', '107': 'C' };
const SUBJECTS = ['Tiếng Việt', 'Toán', 'Ngoại ngữ 1', 'Đạo đức', 'Tự nhiên và Xã hội', 'Lịch sử và Địa lí', 'Khoa học',
    'Tin học', 'Công nghệ', 'Giáo dục thể chất', 'Nghệ thuật (Âm nhạc)', 'Nghệ thuật (Mĩ thuật)', 'Hoạt động trải nghiệm'];
const QUALITIES = ['Yêu nước', 'Nhân ái', 'Chăm chỉ', 'Trung thực', 'Trách nhiệm'];
const SECONDARY = ['Ngữ văn', 'Toán', 'Ngoại ngữ 1', 'Giáo dục công dân', 'Lịch sử và Địa lí', 'Khoa học tự nhiên',
    'Công nghệ', 'Tin học'];
const TERMS = ['Học kì I', 'Học kì II', 'Cả năm'];

const results = '1. Kết quả các môn học và hoạt động giáo dục';
export const forms: Forms = {
    kinds: {
        'mark': { print: 'tenths', words: { '103': 'Miễn' } },
        'mark-whole': { print: 'whole' },
        'level-subject': { words: LEVELS },
        'level-quality': { words: { '105': 'T', '106': 'Đ', '107': 'C' } },
        'pass': { words: { '101': 'Đ', '102': 'CĐ' } },
    },
    forms: [
        {
            number: 1, id: 'tt27-2020-tieu-hoc-so', revision: '2024-1', circular: '27/2020/TT-BGDĐT',
            level: 'tieu-hoc',
            cells: [
                ...SUBJECTS.flatMap((row) => [
                    { group: results, row, column: 'Mức đạt được', kind: 'level-subject' },
                    { group: results, row, column: 'Điểm KTĐK', kind: 'mark-whole' },
                ]),
                ...QUALITIES.map((row) => ({ group: '2. Phẩm chất chủ yếu', row, column: 'Mức đạt được', kind: 'level-quality' })),
            ],
        },
        {
            number: 2, id: 'tt22-2021-thcs', revision: '2021-1', circular: '22/2021/TT-BGDĐT', level: 'thcs',
            cells: [
                ...SECONDARY.flatMap((row) => TERMS.map((column) => ({ group: 'Kết quả các môn học', row, column, kind: 'mark' }))),
                ...['Giáo dục thể chất', 'Nghệ thuật'].flatMap((row) =>
                    TERMS.map((column) => ({ group: 'Kết quả các môn học', row, column, kind: 'pass' }))),
            ],
        },
    ],
};

/** T, 9 · H, 8 · … as the digital primary form has them. */
export const primaryCodes = [105, 90, 105, 100, 106, 80, 105, 104, 105, 104, 106, 80, 105, 90, 106, 80, 106, 70, 105, 104, 105, 104,
    106, 104, 105, 104, 105, 105, 106, 105, 105];

export function claims(changes: Partial<Claims> = {}): Claims {
    const page = changes.page ?? 3, document = changes.document ?? digest('document', 8);
    return {
        form: 1, document, revision: 1, page, pages: 4, issuedAt: NOW - 180 * DAY,
        pageDigest: digest(`page ${page} of ${document}`, 16), setDigest: digest(`set of ${document}`, 8), school: SCHOOL, pupilTail: '0017',
        name: 'Nguyễn Văn A', born: 16144, schoolYear: 2025, className: '4A1', first: 0,
        codes: page === 3 ? primaryCodes : [], ...changes,
    };
}
export const bareClaims = (changes: Partial<Claims> = {}) => claims({ page: 1, codes: [], ...changes });
export const otherDocument = digest('other document', 8);

/** 7,8 · 8,2 · 8,1 and so on; physical education passes. */
export const secondaryClaims = (changes: Partial<Claims> = {}) => claims({
    form: 2, page: 2, pages: 3, className: '8A2', document: digest('secondary', 8), name: 'Công Tằng Tôn Nữ Hoàng Thị Kim Ngân',
    codes: [78, 82, 81, 65, 72, 70, 90, 95, 93, 100, 88, 92, 50, 55, 53, 66, 71, 69, 80, 85, 83, 103, 103, 103, 101, 101, 101, 101, 102, 101],
    ...changes,
});

export interface KeyChanges { [member: string]: unknown }
export const keyEntry = (changes: KeyChanges = {}, key = schoolKey) => ({
    ...key.jwk, use: 'sig', kid: key.kid, school: SCHOOL, from: iso(NOW - 400 * DAY), until: iso(NOW + 400 * DAY),
    state: 'active', ...changes,
});
export const keyList = (keys: unknown[] = [keyEntry()], hosts: string[] | null = [HOST], by = root, asOf = NOW - DAY) =>
    makeJws(by, 'seal-keys', { as_of: iso(asOf), keys, ...(hosts ? { hosts } : {}) });

export interface StatusChanges { asOf?: number; expires?: number; keysAsOf?: number; entries?: unknown[] }
export const statusList = ({ asOf = NOW - DAY, expires = NOW + 30 * DAY, keysAsOf = asOf, entries = [] }: StatusChanges = {}, by = root) =>
    makeJws(by, 'status', { as_of: iso(asOf), expires: iso(expires), keys_as_of: iso(keysAsOf), signers_as_of: iso(asOf), entries });

export const statusEntry = (state: string, reason = 'QĐ 12/QĐ-THQT') =>
    ({ document: claims().document, revision: 1, state, reason });

/** What a site publishes beside the page. */
export const published = (changes: Record<string, string> = {}): Record<string, string> => ({
    'trust/seal-root.jwk': JSON.stringify(root.jwk),
    'trust/seal-keys.jws': keyList(),
    'trust/status.jws': statusList(),
    'forms.json': JSON.stringify(forms),
    ...changes,
});

/** As the list of a stolen key names a seal. */
export const digestOf = (text: string) => sealDigest(parseToken(text)!.message);

export const sealed = (changes: Partial<Claims> = {}, key = schoolKey, host?: string) => seal(claims(changes), key, host);
