"""At every call by which an ingest opens, writes, makes durable, renames, cuts or removes a file of the archive:
killed there, EIO there, ENOSPC there. Opened again, what was acknowledged is there and nothing is half."""
import collections
import unittest

from traced import CALLS, LINE, Workplace, judge, write

FAULTS = ('signal=KILL', 'error=EIO', 'error=ENOSPC')


def calls_on_the_archive(lines):
    """(call, which of its kind in its thread), in order; the loader's and the terminal's are left out."""
    count, places = collections.Counter(), []
    for line in lines:
        found = LINE.match(line)
        if not found:
            continue
        thread, call, words, _ = found.groups()
        count[thread, call] += 1
        if '/fresh/archive' in words:
            places.append((call, count[thread, call]))
    return places


class Sweep(unittest.TestCase):
    def test_every_call_killed_or_failed(self):
        place = Workplace()
        self.addCleanup(place.close)
        lines, acknowledged, code = write(place.fresh(), '-e', 'trace=' + ','.join(CALLS))
        self.assertEqual((0, ['255', '256', '257', 'hold']), (code, acknowledged))
        places = calls_on_the_archive(lines)
        runs, unacknowledged = collections.Counter(), collections.Counter()
        for call, which in places:
            for fault in FAULTS:
                with self.subTest(call=call, which=which, fault=fault):
                    folder = place.fresh()
                    lines, acknowledged, code = write(folder, '-e', f'trace={call}',
                                                      '-e', f'inject={call}:{fault}:when={which}')
                    told = [line for line in lines if '(INJECTED)' in line or 'killed by SIGKILL' in line]
                    self.assertTrue(told, 'the fault did not come')
                    runs[call, fault] += 1
                    unacknowledged[call, fault] += len(acknowledged) < 4
                    self.assertEqual('', judge(folder, acknowledged))
        print(f'{sum(runs.values())} runs at {len(places)} calls; in {sum(unacknowledged.values())} of them something was not '
              'acknowledged')
        for call in CALLS:
            if any(runs[call, fault] for fault in FAULTS):
                print(f'{call:10}', *(f'{fault} {runs[call, fault]}' for fault in FAULTS))
        # A sweep that hits nothing would prove nothing: each of these must have cost an acknowledgement.
        for call in ('openat', 'write', 'writev', 'pwrite64', 'fsync', 'fdatasync', 'rename'):
            for fault in FAULTS:
                self.assertGreater(unacknowledged[call, fault], 0, (call, fault))


if __name__ == '__main__':
    unittest.main()
