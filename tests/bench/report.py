#!/usr/bin/env python3
"""Medians of the rounds as a table: python3 report.py ROUNDS-FOLDER JSON-FILE-OR-EMPTY -- SINGLE-SHOT COMMAND..."""
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

SINGLE_SHOTS = 7


def rounds(folder, name):
    found = [json.loads(path.read_text('utf-8')) for path in sorted(folder.glob(name + '.*.json'))]
    assert found, f'no rounds of {name} in {folder}'
    return found


def middle(runs, key):
    return median(run[key] for run in runs)


def single_shot_ms(command):
    """Wall time of the whole process, start-up, form, fonts and the file written included."""
    times = []
    for _ in range(SINGLE_SHOTS):
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def figures(folder, command):
    typst, six, class35 = (rounds(folder, name) for name in ('typst', 'six-page', 'class35'))
    unsigned, peer = middle(six, 'docs_per_cpu_s'), middle(typst, 'docs_per_cpu_s')
    return {
        'unsigned_docs_per_cpu_s': round(unsigned, 1),
        'typst_docs_per_cpu_s': round(peer, 1),
        'ratio_to_typst': round(unsigned / peer, 2),
        'signed_docs_per_s': round(middle(six, 'signed_docs_per_s'), 1),
        'signatures_per_doc': six[0]['signatures_per_doc'],
        'bytes_per_doc': round(middle(six, 'bytes_per_doc')),
        'typst_bytes_per_doc': round(middle(typst, 'bytes_per_doc')),
        'peak_rss_mb': round(middle(six, 'peak_rss_mb'), 1),
        'typst_peak_rss_mb': round(middle(typst, 'peak_rss_mb'), 1),
        'single_shot_ms': round(single_shot_ms(command), 1),
        'stage_ms': {stage: round(median(run['stage_ms'][stage] for run in six), 4) for stage in six[0]['stage_ms']},
        'class35_docs_per_cpu_s': round(middle(class35, 'docs_per_cpu_s'), 1),
        'class35_signed_docs_per_s': round(middle(class35, 'signed_docs_per_s'), 1),
        'class35_bytes_per_doc': round(middle(class35, 'bytes_per_doc')),
        'class35_stage_ms': {stage: round(median(run['stage_ms'][stage] for run in class35), 4)
                             for stage in class35[0]['stage_ms']},
    }


def table(found):
    flat = {}
    for name, value in found.items():
        if isinstance(value, dict):
            flat.update({f'{name}.{part}': number for part, number in value.items()})
        else:
            flat[name] = value
    width = max(len(name) for name in flat)
    return '\n'.join(f'{name:<{width}}  {value:>12,}' for name, value in flat.items())


def main(folder, target, command):
    found = figures(folder, command)
    print(table(found))
    if target:
        Path(target).write_text(json.dumps(found, indent=2) + '\n', 'utf-8')


if __name__ == '__main__':
    assert sys.argv[3] == '--'
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[4:])
