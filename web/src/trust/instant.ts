// Points in time, as the lists write them (RFC 3339, whole seconds), and as a clerk reads them (UTC+7).

const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(Z|[+-]\d\d:\d\d)$/;
const INDOCHINA = 7 * 3600; // all year

/** Seconds since 1970-01-01T00:00:00Z; null if the text is not in that form. */
export function parseInstant(text: unknown): number | null {
    const found = typeof text === 'string' ? FORM.exec(text) : null;
    if (!found) return null;
    const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as
        [number, number, number, number, number, number];
    const offset = offsetMinutes(found[7]!);
    if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59 || offset === null) return null;
    return secondsOf(year, month, day) + hour * 3600 + minute * 60 + second - offset * 60;
}

function offsetMinutes(zone: string): number | null {
    if (zone === 'Z') return 0;
    const hours = Number(zone.slice(1, 3)), minutes = Number(zone.slice(4));
    if (hours > 23 || minutes > 59) return null;
    return (hours * 60 + minutes) * (zone[0] === '-' ? -1 : 1);
}

/** Date.UTC takes years below 100 for those of the last century. */
function secondsOf(year: number, month: number, day: number): number {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    return date.getTime() / 1000;
}

function isDay(year: number, month: number, day: number): boolean {
    const date = new Date(secondsOf(year, month, day) * 1000);
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const two = (number: number) => String(number).padStart(2, '0');

/** "15/03/2014" */
export function dayText(days: number): string {
    const date = new Date(days * 86_400_000);
    return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${String(date.getUTCFullYear()).padStart(4, '0')}`;
}

/** "10:00 31/05/2024", in Vietnam's time */
export function instantText(seconds: number): string {
    const local = new Date((seconds + INDOCHINA) * 1000);
    const day = dayText(Math.floor((seconds + INDOCHINA) / 86_400));
    return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())} ${day}`;
}
