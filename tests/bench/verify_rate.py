"""Verifications a second of one core, of documents with one, two and three signatures.

Usage: verify_rate.py PROGRAM [DOCUMENTS]   (default 105)
`hocba verify` of all documents at once, pinned to one core; the CPU seconds of the program and of the child process that
it starts for each document count. Everything counts: revisions compared, signatures, seals, and the pages rendered again
from the record. Prints JSON."""
import json
import os
import pathlib
import resource
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
os.environ['HOCBA_SOURCE'] = str(HERE.parent.parent)
os.environ['HOCBA_PROGRAM'] = str(pathlib.Path(sys.argv[1]).resolve())
sys.path.insert(0, str(HERE.parent / 'e2e'))
import school  # noqa: E402


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rate(desk, files):
    before = cpu()
    done = school.run('taskset', '-c', '0', school.PROGRAM, '--json', 'verify', '--at', '2026-11-26T08:00:00+07:00', '--trust',
                      desk.trust, *files)
    used = cpu() - before
    reports = [json.loads(line) for line in done.out.splitlines()]
    assert len(reports) == len(files) and all(r['structure'] == 'valid' for r in reports), done.err
    return {'documents': len(files), 'signatures_each': len(reports[0]['signatures']),
            'verdict': reports[0]['verdict'], 'per_core_s': round(len(files) / used, 1)}


def desk_of(root, roles):
    desk = school.School(root)
    for name in ('clerk', *roles):
        if not (desk.root / name).exists():
            (desk.root / name).mkdir()
            desk.desk(name, role=name)
        config = desk.config(name)
        config.write_text('accept_unverified = true\n' + config.read_text())
    custodian = desk.root / 'custodian/hocba.toml'
    custodian.write_text(custodian.read_text().replace('signers = [', f'''signers = [
    {{certificate = "../pki/homeroom.pem", role = "homeroom", school = "{school.CODE}"}},'''))
    return desk


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 105
    result = []
    for form, roles in (('tt27-2020-tieu-hoc-so', ('principal', 'school')),
                        ('tt27-2020-tieu-hoc', ('homeroom', 'principal', 'school'))):
        with tempfile.TemporaryDirectory(prefix='hocba-verify-rate-') as root:
            desk = desk_of(root, roles)
            records = pathlib.Path(root) / 'records.ndjson'
            records.write_text(school.pupils(count), encoding='utf-8')
            school.must(school.PROGRAM, '--time', school.NOW, 'issue', records, '--form', form, '--config', desk.config('clerk'))
            stages = []
            for role in roles:
                school.must(school.PROGRAM, '--time', school.NOW, 'sign', desk.work, '--as', role, '--config',
                            desk.config(role), '--yes')
                stages.append(desk.root / f'{role}-signed')
                shutil.copytree(desk.work if role != roles[-1] else desk.root / 'issued', stages[-1])
            desk.lists()
            result += [{'form': form, **rate(desk, sorted(folder.glob('*.pdf')))} for folder in stages]
    print(json.dumps(result, indent=2))


if __name__ == '__main__':
    main()
