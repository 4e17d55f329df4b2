"""What every issued document is: conforming, signed, readable, reproducible."""
import hashlib
import json
import re
import shutil
import unicodedata
import unittest

from school import PROGRAM, SOURCE, issued, must, records, run

SUBJECT = {'T': 'Hoàn thành tốt', 'H': 'Hoàn thành', 'C': 'Chưa hoàn thành'}
TRAIT = {'T': 'Tốt', 'Đ': 'Đạt', 'C': 'Cần cố gắng'}
SUBJECTS = ['tieng_viet', 'toan', 'ngoai_ngu_1', 'lich_su_va_dia_li', 'khoa_hoc', 'tin_hoc', 'cong_nghe', 'dao_duc',
            'tu_nhien_va_xa_hoi', 'giao_duc_the_chat', 'am_nhac', 'mi_thuat', 'hoat_dong_trai_nghiem', 'tieng_dan_toc']
QUALITIES = ['yeu_nuoc', 'nhan_ai', 'cham_chi', 'trung_thuc', 'trach_nhiem']
GENERAL = ['tu_chu_tu_hoc', 'giao_tiep_hop_tac', 'giai_quyet_van_de_sang_tao']
SPECIFIC = ['ngon_ngu', 'tinh_toan', 'khoa_hoc', 'cong_nghe', 'tin_hoc', 'tham_mi', 'the_chat']
STAGES = ['draft', 'sealed', 'principal-signed', 'school-signed']


def date(iso):
    """NĐ 30/2020, phụ lục I: a zero only before days under 10 and months 1 and 2."""
    year, month, day = iso.split('-')
    return f'{day}/{month if int(month) < 3 else int(month)}/{year}'


def squeezed(text):
    return re.sub(r'\s+', ' ', text)


def table(values, names, words):
    """Levels and tests of one table, row by row."""
    for name in names:
        if name in values:
            value = values[name]
            yield words[value['level'] if isinstance(value, dict) else value]
            if isinstance(value, dict) and 'test' in value:
                yield str(value['test'])


def printed(record):
    """The printed values of the form in its reading order, without the merged remarks."""
    pupil, school, year = record['pupil'], record['school'], record['years'][0]
    cover = [pupil['name'], year['class'], school['name'], year['name'].replace('-', ' – '), school['ward'],
             school.get('district'), school['province']]
    person = [pupil['name'], pupil['gender'], date(pupil['born']), pupil['ethnicity'], pupil['nationality'], pupil['id'],
              pupil['birthplace'], pupil['home_town'], pupil['address'], pupil.get('father'), pupil.get('mother'),
              pupil.get('guardian'), record['lookup_uuid'], year['head']['name'], year['head']['title'],
              date(record['effective_on'])]
    marks = [*table(year['subjects'], SUBJECTS, SUBJECT), *table(year['qualities'], QUALITIES, TRAIT),
             *table(year['general_competences'], GENERAL, TRAIT), *table(year['specific_competences'], SPECIFIC, TRAIT)]
    end = [year['result'], year.get('award'), year.get('completion')]
    return [value for value in cover + person + marks + end if value]


class Documents(unittest.TestCase):
    def test_every_stage_is_pdf_a_3a_and_pdf_ua_1(self):
        folders = [issued().root / stage for stage in STAGES]
        self.assertEqual([36] * 4, [len(list(folder.glob('*.pdf'))) for folder in folders])
        done = run(SOURCE / 'tests/conformance/verapdf.sh', *folders)
        self.assertEqual(0, done.returncode, done.out[-3000:] + done.err[-1000:])

    def test_qpdf_finds_nothing_to_complain_of(self):
        for stage in STAGES:
            for pdf in issued().stage(stage):
                self.assertEqual(0, run('qpdf', '--check', pdf).returncode, pdf)

    def test_earlier_bytes_are_a_prefix_of_later_bytes(self):
        for sealed in issued().stage('sealed'):
            first = (issued().root / 'principal-signed' / sealed.name).read_bytes()
            second = (issued().root / 'school-signed' / sealed.name).read_bytes()
            self.assertTrue(first.startswith(sealed.read_bytes()))
            self.assertTrue(second.startswith(first))

    def test_pdfsig_calls_both_signatures_valid_and_the_last_covers_everything(self):
        for pdf in issued().stage('school-signed'):
            out = must('pdfsig', '-nocert', pdf).out
            self.assertEqual(2, out.count('Signature is Valid.'), out)
            self.assertIn('Total document signed', out.split('Signature #2')[1])
            self.assertEqual(2, out.count('ETSI.CAdES.detached'))

    def test_openssl_verifies_each_cms_and_finds_no_signing_time(self):
        root = issued().root
        for pdf in issued().stage('school-signed'):
            data = pdf.read_bytes()
            ranges = re.findall(rb'/ByteRange\s*\[\s*0 (\d+) (\d+) (\d+)\s*\]', data)
            self.assertEqual(2, len(ranges))
            for a, b, c in (map(int, r) for r in ranges):
                (root / 'cms.der').write_bytes(bytes.fromhex(data[a + 1:b - 1].decode()))
                (root / 'content').write_bytes(data[:a] + data[b:b + c])
                must('openssl', 'cms', '-verify', '-binary', '-inform', 'DER', '-in', root / 'cms.der', '-content',
                     root / 'content', '-CAfile', root / 'pki/pdf-roots.pem', '-purpose', 'any', '-out', '/dev/null')
                shown = must('openssl', 'cms', '-cmsout', '-print', '-inform', 'DER', '-in', root / 'cms.der').out
                self.assertNotIn('signingTime', shown)
                self.assertIn('signingCertificateV2', shown)

    def test_pdftotext_gives_back_every_printed_value_in_reading_order(self):
        texts = {}
        for pdf in issued().stage('school-signed'):
            text = must('pdftotext', '-raw', pdf, '-').out
            self.assertEqual(text, unicodedata.normalize('NFC', text))
            texts[re.search(r'[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}', text)[0]] = squeezed(text)
        missing = []
        example = json.loads((SOURCE / 'templates/tt27-2020-tieu-hoc-so/sample.json').read_text())  # as its XML says
        values = 0
        for record in [*records(), example]:
            text, at = texts[record['lookup_uuid']], 0
            for value in printed(record):
                values += 1
                found = text.find(squeezed(value), at)
                if found < 0:
                    missing.append((record['pupil']['name'], value))
                at = max(at, found)
            for name, value in record['years'][0].items():
                if name.endswith('_remark') and squeezed(value) not in text:
                    missing.append((record['pupil']['name'], value))
        self.assertEqual([], missing)
        self.assertEqual(36, len(texts))
        self.assertGreater(values, 36 * 50)


class Reproducible(unittest.TestCase):
    def digests(self, folder):
        return {pdf.name: hashlib.sha256(pdf.read_bytes()).hexdigest() for pdf in folder.glob('*.pdf')}

    def test_two_runs_with_other_folders_jobs_and_clocks_give_the_same_bytes(self):
        root = issued().root
        runs = []
        for folder, jobs, clock in (('once', 1, '2026-12-01 00:00:00'), ('again/below', 4, '2031-07-09 12:34:56')):
            must('faketime', clock, PROGRAM, 'render', *issued().inputs, '-o', root / folder, '--jobs', jobs)
            runs.append(self.digests(root / folder))
        self.assertEqual(36, len(runs[0]))
        self.assertEqual(runs[0], runs[1])

    def test_issuing_again_with_the_recorded_seals_gives_the_sealed_bytes(self):
        root = issued().root
        must(PROGRAM, 'archive', 'get', issued().archive, '--seals', root / 'seals.ndjson')
        must(PROGRAM, 'render', *issued().inputs, '-o', root / 'resealed', '--seals', root / 'seals.ndjson')
        self.assertEqual(sorted(self.digests(root / 'sealed').values()), sorted(self.digests(root / 'resealed').values()))
        shutil.rmtree(root / 'resealed')


if __name__ == '__main__':
    unittest.main()
