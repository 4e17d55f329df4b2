"""The first day of a school: from nothing to sealed documents that wait for the first signature."""
import json
import pathlib
import re
import shutil
import stat
import tempfile
import unittest

from school import NOW, PROGRAM, SOURCE, hocba, must

ANSWERS = ('--school', '01000417', '--name', 'Trường Tiểu học Quang Trung', '--host', 'hocba.example')


class Init(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix='hocba-init-'))
        self.addCleanup(shutil.rmtree, self.root)
        self.school = self.root / 'truong'

    def init(self, *answers):
        return hocba('--time', NOW, 'init', self.school, *(answers or ANSWERS))

    def test_a_newcomer_issues_a_class_as_far_as_the_first_certificate(self):
        done = self.init()
        self.assertEqual(0, done.returncode, done.err)
        for asked in ('seal.pem', 'hocba keys request --as principal', 'hocba keys register', 'QĐ 1789/QĐ-SGDĐT, Điều 20.3', 'trust/'):
            self.assertIn(asked, done.out)
        for name in ('seal.p12', 'seal.pin', 'salt.key', 'log.key'):
            self.assertEqual(0o600, stat.S_IMODE((self.school / 'keys' / name).stat().st_mode), name)
        self.assertEqual(0o700, stat.S_IMODE((self.school / 'keys').stat().st_mode))
        done = hocba('--time', NOW, 'issue', SOURCE / 'samples/tieu-hoc-35.ndjson', '--config', self.school / 'hocba.toml')
        self.assertEqual(0, done.returncode, done.err)
        self.assertIn('waiting for', done.out)
        self.assertEqual(35, len(list((self.school / 'work').glob('*.pdf'))))
        found = hocba('--json', 'archive', 'find', self.school / 'archive').out.splitlines()
        self.assertEqual([('01000417', 'pending')] * 35, [(json.loads(line)['school'], json.loads(line)['state']) for line in found])
        self.assertEqual(0, hocba('archive', 'check', self.school / 'archive').returncode)
        shown = must('openssl', 'x509', '-in', self.school / 'keys/seal.pem', '-noout', '-subject', '-dates', '-nameopt', 'utf8').out
        self.assertEqual('subject=CN=Mã xác thực 01000417\nnotBefore=Nov 25 01:00:00 2026 GMT\nnotAfter=Nov 26 01:00:00 2027 GMT\n', shown)

    def test_the_first_trial_leaves_nothing_in_the_archive(self):
        done = self.init()
        self.assertNotIn('hocba issue', done.out)
        suggested = re.search(r'^ +hocba (render) RECORDS (-o) (drafts)$', done.out, re.MULTILINE)
        before = {path: path.read_bytes() for path in self.school.rglob('*') if path.is_file()}
        must(PROGRAM, '--time', NOW, suggested[1], SOURCE / 'samples/tieu-hoc-35.ndjson', suggested[2], self.root / suggested[3])
        self.assertEqual(35, len(list((self.root / 'drafts').glob('*.pdf'))))
        self.assertEqual(before, {path: path.read_bytes() for path in self.school.rglob('*') if path.is_file()})
        self.assertIn('hocba render HỒ-SƠ -o xem-truoc', must(PROGRAM, '--lang', 'vi', '--time', NOW, 'init', self.root / 'hai', *ANSWERS).out)

    def test_the_keys_that_are_commented_out_ask_for_a_certificate_once_they_are_not(self):
        self.assertEqual(0, self.init().returncode)
        config = self.school / 'hocba.toml'
        lines = config.read_text(encoding='utf-8').splitlines()
        first = lines.index('# [[keys]]')
        lines[first:first + 6] = [line.removeprefix('# ') for line in lines[first:first + 6]]
        config.write_text('\n'.join(lines) + '\n', encoding='utf-8')
        done = hocba('keys', 'request', '--as', 'principal', '--config', config, '-o', self.root / 'head.csr', env={'HOCBA_PIN': 'a-pin-of-the-test'})
        self.assertEqual(0, done.returncode, done.err)
        subject = must('openssl', 'req', '-in', self.root / 'head.csr', '-noout', '-verify', '-subject', '-nameopt', 'utf8').out
        self.assertIn('O=Trường Tiểu học Quang Trung', subject)

    def test_nothing_is_overwritten_and_what_is_missing_is_said(self):
        for answers, said in (((), 'the school code is needed'), (ANSWERS[:2], "the school's name is needed"),
                              (ANSWERS[:4], "the verification site's host is needed"), ((*ANSWERS[:4], '--host', 'https://x/'), 'host is needed'),
                              (('--school', 'x"\n', *ANSWERS[2:]), 'the school code is needed')):
            done = hocba('init', self.school, *answers, data=b'')
            self.assertEqual(64, done.returncode)
            self.assertIn(said, done.err)
            self.assertFalse(self.school.exists())
        self.assertEqual(0, self.init().returncode)
        before = {path: path.read_bytes() for path in self.school.rglob('*') if path.is_file()}
        done = self.init()
        self.assertEqual(64, done.returncode)
        self.assertIn('nothing is overwritten', done.err)
        self.assertEqual(before, {path: path.read_bytes() for path in self.school.rglob('*') if path.is_file()})


if __name__ == '__main__':
    unittest.main()
