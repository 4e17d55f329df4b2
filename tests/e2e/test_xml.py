"""MOET's XML beside the PDF: teachers sign the data, then one act a person signs both, and one verdict covers both."""
import base64
import gzip
import hashlib
import json
import pathlib
import re
import shutil
import tempfile
import unittest

from school import CODE, NOW, PROGRAM, SOURCE, School, hocba, must

EXAMPLE = SOURCE / 'samples/moet-cv2088/hoc-ba.xml'


class Xml(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='hocba-xml-'))
        self.addCleanup(shutil.rmtree, self.folder)
        self.school = School(self.folder)
        (self.folder / 'teacher').mkdir()
        (self.folder / 'teacher/hocba.toml').write_text(
            f'school = "{CODE}"\n[[keys]]\nrole = "subject-teacher"\npkcs12 = "../pki/homeroom.p12"\npin_file = "../pin"\n')
        custodian = self.school.config('custodian')
        custodian.write_text(custodian.read_text().replace('signers = [', f'''signers = [
    {{certificate = "../pki/homeroom.pem", role = "subject-teacher", school = "{CODE}"}},'''))
        self.xml = self.folder / 'hoc-ba.xml'
        shutil.copy(EXAMPLE, self.xml)

    def teach(self, *subjects):
        words = [word for subject in subjects for word in ('--subject', subject)]
        return hocba('--time', NOW, 'sign', '--yes', self.xml, '--as', 'subject-teacher', *words, '--config',
                     self.folder / 'teacher/hocba.toml')

    def sign(self, role):
        return hocba('--time', NOW, 'sign', '--yes', self.school.work, '--as', role, '--config', self.school.config(role))

    def must_issue(self, *inputs):
        done = self.school.issue(*inputs)
        self.assertEqual(0, done.returncode, done.err)
        return sorted(self.school.work.glob('*.pdf'))

    def finish(self):
        for role in ('principal', 'school'):
            done = self.sign(role)
            self.assertEqual(0, done.returncode, done.err)
        self.school.lists()
        return sorted((self.folder / 'issued').glob('*.pdf'))

    def verify(self, *inputs):
        done = self.school.verify(*inputs)
        return [json.loads(line) for line in done.out.splitlines()]

    def codes(self, report):
        return {reason['code'] for reason in report['reasons']}

    def test_teachers_sign_the_data_then_each_act_signs_both_files_and_one_verdict_covers_both(self):
        self.assertEqual(0, self.teach('Toán', 'Tiếng Việt').returncode)
        self.assertEqual(0, self.teach('Khoa học').returncode)
        pdf, = self.must_issue(self.xml)
        self.assertEqual(self.xml.read_bytes(), pdf.with_suffix('.xml').read_bytes())
        self.assertIn('hoc-ba.xml', must('pdfdetach', '-list', pdf).out)
        self.assertIn(b'/AFRelationship/Alternative', must('qpdf', '--qdf', '--object-streams=disable', pdf, '-').stdout
                      .replace(b' /', b'/'))
        must('pdfdetach', '-savefile', 'hoc-ba.xml', '-o', self.folder / 'carried.xml', pdf)
        self.assertEqual(self.xml.read_bytes(), (self.folder / 'carried.xml').read_bytes())
        self.assertEqual(0, self.sign('principal').returncode)
        waiting = pdf.with_suffix('.xml').read_text(encoding='utf-8')
        self.assertEqual((1, 0), (waiting.count('<CBQL '), waiting.count('<KY_PHAT_HANH ')))
        done = self.sign('school')
        self.assertEqual(0, done.returncode, done.err)
        self.school.lists()
        self.assertEqual([], sorted(self.school.work.glob('*.pdf')) + sorted(self.school.work.glob('*.xml')))
        finished, = sorted((self.folder / 'issued').glob('*.pdf'))
        both, = self.verify(finished, finished.with_suffix('.xml'))
        self.assertEqual('valid', both['verdict'], both['reasons'])
        self.assertIn('xml-same-record', self.codes(both))
        roles = [signature['role'] for signature in both['signatures']]
        self.assertEqual(2 + 2 + 4, len(roles))  # PDF; teachers in the embedded XML; teachers, leader, school beside
        alone, carried = self.verify(finished.with_suffix('.xml'))[0], self.verify(finished)[0]
        self.assertEqual(['valid', 'valid'], [alone['verdict'], carried['verdict']])
        self.assertEqual(('xml', 4), (alone['kind'], len(alone['signatures'])))
        checked = hocba('archive', 'check', self.school.archive)
        self.assertEqual(0, checked.returncode, checked.out + checked.err)

    def test_the_items_of_dieu_12_2_are_shown_to_the_clerk(self):
        shutil.copy(SOURCE / 'samples/moet-cv2088/ma-mon-hoc.json', self.folder / 'clerk/ma-mon-hoc.json')
        config = self.school.config('clerk')
        config.write_text('subject_codes = "ma-mon-hoc.json"\n' + config.read_text())
        self.must_issue(EXAMPLE)
        finished, = self.finish()
        shown = must(PROGRAM, '--lang', 'vi', 'verify', '--trust', self.school.trust, '--at', '2026-11-26T08:00:00+07:00',
                     finished.with_suffix('.xml')).out
        for item in ('HỢP LỆ', 'cấu trúc XML: đúng quy định', 'Tên chữ ký số: Trần Văn E', 'Thời gian ký số: 25/11/2026 08:00:00',
                     'Trạng thái chữ ký số: còn hiệu lực', 'Tính toàn vẹn của dữ liệu: không thay đổi sau khi ký',
                     'Chứng thư số: Trần Văn E'):
            self.assertIn(item, shown)

    def test_an_xml_that_was_changed_or_belongs_to_another_pupil_is_refused_with_the_pdf(self):
        shutil.copy(SOURCE / 'samples/moet-cv2088/ma-mon-hoc.json', self.folder / 'clerk/ma-mon-hoc.json')
        config = self.school.config('clerk')
        config.write_text('subject_codes = "ma-mon-hoc.json"\n' + config.read_text())
        other = self.folder / 'other.xml'
        other.write_text(EXAMPLE.read_text(encoding='utf-8').replace('6f1d2c8e', '7a7a7a7a')
                         .replace('Nguyễn Văn A', 'Nguyễn Văn An').replace('001214000017', '001214000018'), encoding='utf-8')
        self.must_issue(EXAMPLE, other)
        one, two = self.finish()
        first, second = one.with_suffix('.xml'), two.with_suffix('.xml')
        good = first.read_bytes()
        first.write_bytes(good.replace(b'<DIEM_KIEM_TRA_DINH_KY>6', b'<DIEM_KIEM_TRA_DINH_KY>9'))
        changed, = self.verify(one, first)
        self.assertEqual('invalid', changed['verdict'])
        self.assertLessEqual({'xml-changed', 'xml-other-record'}, self.codes(changed))
        first.write_bytes(second.read_bytes())
        swapped, = self.verify(one, first)
        self.assertEqual('invalid', swapped['verdict'])
        self.assertIn('xml-other-record', self.codes(swapped))
        self.assertNotIn('xml-changed', self.codes(swapped))

    def test_nobody_signs_a_pdf_whose_xml_tells_another_record(self):
        self.assertEqual(0, self.teach('Toán').returncode)
        pdf, = self.must_issue(self.xml)
        beside = pdf.with_suffix('.xml')
        beside.write_text(beside.read_text(encoding='utf-8').replace('Lê Thị D', 'Lê Thị E'), encoding='utf-8')
        before = pdf.read_bytes()
        done = self.sign('principal')
        self.assertEqual(1, done.returncode)
        self.assertIn('XML and PDF tell different records', done.err)
        self.assertEqual(before, pdf.read_bytes())

    def test_a_crash_between_the_two_files_is_mended_by_the_same_command(self):
        self.assertEqual(0, self.teach('Toán').returncode)
        pdf, = self.must_issue(self.xml)
        before = pdf.read_bytes()
        self.assertEqual(0, self.sign('principal').returncode)
        signed_xml = pdf.with_suffix('.xml').read_bytes()
        pdf.write_bytes(before)  # as if the power had failed after the XML
        self.assertEqual(0, self.sign('principal').returncode)
        self.assertEqual(signed_xml, pdf.with_suffix('.xml').read_bytes())
        finished, = self.finish()
        self.assertEqual('valid', self.verify(finished, finished.with_suffix('.xml'))[0]['verdict'])

    def test_the_school_signs_a_package_and_a_recall_list(self):
        config = self.school.config('school')
        for words, file in ((('package', EXAMPLE, '-o', self.folder / 'goi'), 'goi/package-0001.txt'),
                            (('recall', EXAMPLE, '-o', self.folder / 'thu-hoi.xml'), 'thu-hoi.txt')):
            done = hocba('--time', NOW, 'export', *words, '--config', config)
            self.assertEqual(0, done.returncode, done.err)
            packed = base64.b64decode((self.folder / file).read_bytes())
            listed = gzip.decompress(packed[4:]).replace(b'\\"', b'"')
            (self.folder / 'list.xml').write_bytes(listed)
            must('xmlsec1', '--verify', '--id-attr:id', 'DANH_SACH_HOC_BA', *(word for tag in ('Signature', 'Object', 'KeyInfo')
                 for word in ('--id-attr:Id', f'http://www.w3.org/2000/09/xmldsig#:{tag}')),
                 '--pubkey-cert-pem', self.folder / 'pki/school.pem', self.folder / 'list.xml')
        self.school.lists()
        report, = self.verify(self.folder / 'thu-hoi.xml')
        self.assertEqual('indeterminate', report['verdict'], report['reasons'])  # its root names no school
        self.assertEqual({'revocation-unknown', 'authorisation-unknown', 'xml-transaction'}, self.codes(report))

    def test_xml_alone_has_the_list_the_question_and_the_exceptions_of_pdfs(self):
        other = self.folder / 'other.xml'
        shutil.copy(EXAMPLE, other)
        before = other.read_bytes()
        words = ('--time', NOW, 'sign', self.xml, other, '--as', 'principal', '--config', self.school.config('principal'))
        asked = hocba(*words)
        self.assertEqual(64, asked.returncode)
        self.assertIn('there is no terminal to ask on', asked.err)
        self.assertEqual(EXAMPLE.read_bytes(), self.xml.read_bytes())
        done = hocba(*words, '--yes', '--except', 'other')
        self.assertEqual(0, done.returncode, done.err)
        self.assertIn('Digest of the list (SHA-256):', done.err)
        self.assertIn('1 XML files have the signature of the principal (1 signed now, 0 before), 0 failed', done.out)
        self.assertEqual(before, other.read_bytes())
        kept = next((self.school.work / 'lists').glob('*-principal-*.txt')).read_text(encoding='utf-8')
        self.assertIn('hoc-ba ' + hashlib.sha256(EXAMPLE.read_bytes()).hexdigest(), kept)
        once = self.xml.read_bytes()
        again = hocba('--json', *words, '--yes')
        lines = [json.loads(line) for line in again.out.splitlines()]
        self.assertEqual(('summary', 1, 1), tuple(lines[0][key] for key in ('state', 'documents', 'signed_before')))
        self.assertEqual(['already-signed', 'signed'], [line['state'] for line in lines[1:]])
        self.assertEqual(once, self.xml.read_bytes())

    def test_nobody_signs_xml_over_a_teachers_signature_that_does_not_hold(self):
        self.assertEqual(0, self.teach('Toán').returncode)
        self.school.lists()
        config = self.school.config('principal')
        config.write_text('trust = "../trust"\n' + config.read_text())
        signed = self.xml.read_bytes()
        changed = re.sub(rb'(<TEN_MON_HOC>To\xc3\xa1n</TEN_MON_HOC>.*?<DIEM_KIEM_TRA_DINH_KY>)\d+', rb'\g<1>9', signed, count=1, flags=re.S)
        self.assertNotEqual(signed, changed)
        self.xml.write_bytes(changed)
        words = ('--time', NOW, 'sign', '--yes', self.xml, '--as', 'principal', '--config', config)
        refused = hocba(*words)
        self.assertNotEqual(0, refused.returncode)
        self.assertIn('GVBM/1', refused.err)
        self.assertIn('1 failed', refused.out)
        self.assertEqual(changed, self.xml.read_bytes())
        self.xml.write_bytes(signed)
        custodian = self.school.config('custodian')
        custodian.write_text(re.sub(r'.*subject-teacher.*\n', '', custodian.read_text()))
        self.school.lists()
        refused = hocba(*words)  # sound, but of nobody who may sign
        self.assertNotEqual(0, refused.returncode)
        self.assertIn('not listed as allowed to sign', refused.err)
        self.assertEqual(signed, self.xml.read_bytes())

    def test_a_leaders_block_that_does_not_hold_is_no_earlier_signature(self):
        words = ('--time', NOW, 'sign', '--yes', self.xml, '--as', 'principal', '--config', self.school.config('principal'))
        self.assertEqual(0, hocba(*words).returncode)
        signed = self.xml.read_bytes()
        forged = re.sub(rb'(<ds:SignatureValue[^>]*>|<SignatureValue[^>]*>)(.)',
                        lambda found: found[1] + (b'B' if found[2] != b'B' else b'C'), signed, count=1)
        self.assertNotEqual(signed, forged)
        self.xml.write_bytes(forged)
        again = hocba('--json', *words)
        self.assertNotEqual(0, again.returncode)
        self.assertNotIn('already-signed', again.out)
        self.assertEqual(forged, self.xml.read_bytes())

    def test_issue_puts_no_seal_on_a_teachers_signature_that_does_not_hold(self):
        self.assertEqual(0, self.teach('Toán').returncode)
        text = self.xml.read_bytes()
        self.xml.write_bytes(text.replace(b'<DIEM_KIEM_TRA_DINH_KY>10', b'<DIEM_KIEM_TRA_DINH_KY>9', 1))
        done = self.school.issue(self.xml)
        self.assertNotEqual(0, done.returncode)
        self.assertIn('GVBM/1', done.err)
        self.assertEqual([], list(self.school.work.glob('*.pdf')))
        self.assertEqual('', hocba('archive', 'find', self.school.archive).out.strip().removesuffix('0 documents').strip())
        self.xml.write_bytes(text)
        self.must_issue(self.xml)

    def test_xml_alone_is_signed_by_its_own_school_and_by_the_office_it_names(self):
        words = ('--time', NOW, 'sign', '--yes', self.xml, '--as', 'principal', '--config')
        text = EXAMPLE.read_bytes()
        self.xml.write_bytes(text.replace(f'<MA_TRUONG>{CODE}'.encode(), b'<MA_TRUONG>79000123'))
        self.assertNotEqual(text, self.xml.read_bytes())
        done = hocba(*words, self.school.config('principal'))
        self.assertNotEqual(0, done.returncode)
        self.assertIn('the XML is of school 79000123', done.err)
        self.xml.write_bytes(text)
        custodian, config = self.school.config('custodian'), self.school.config('principal')
        listed = custodian.read_text()
        custodian.write_text(listed.replace('role = "principal"', 'role = "principal", title = "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG"'))
        self.school.lists()
        config.write_text('trust = "../trust"\n' + config.read_text())
        done = hocba(*words, config)
        self.assertEqual(6, done.returncode, done.err)
        self.assertIn('the XML names the office', done.err)
        self.assertEqual(text, self.xml.read_bytes())
        custodian.write_text(listed)
        self.school.lists()
        self.assertEqual(0, hocba(*words, config).returncode)
        custodian.write_text(listed.replace('role = "principal"', 'role = "principal", title = "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG"'))
        self.school.lists()
        self.assertIn('office-differs', self.codes(self.verify(self.xml)[0]))

    def test_xml_alone_says_for_nobody_else(self):
        done = hocba('--time', NOW, 'sign', '--yes', self.xml, '--as', 'principal', '--on-behalf-of', 'Ông K', '--reason', 'đi',
                     '--config', self.school.config('principal'))
        self.assertEqual(64, done.returncode)
        self.assertIn('an XML by itself cannot say on whose behalf', done.err)
        self.assertEqual(EXAMPLE.read_bytes(), self.xml.read_bytes())

    def test_an_unknown_subject_and_a_second_act_are_refused_with_the_reason(self):
        done = self.teach('Hóa học')
        self.assertEqual(6, done.returncode)
        self.assertIn('The XML has no subject "Hóa học"', done.err)
        self.assertIn('Tiếng Việt', done.err)
        self.assertEqual(EXAMPLE.read_bytes(), self.xml.read_bytes())


if __name__ == '__main__':
    unittest.main()
