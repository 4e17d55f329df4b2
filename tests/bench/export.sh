#!/bin/bash
# Exports of a synthetic archive: time, most memory, and how long checking them takes without hocba.
# Usage: tests/bench/export.sh [DOCUMENTS [BYTES-A-PDF]]     (builds hocba and hocba_fill_archive with the preset release)
set -euo pipefail
cd "$(dirname "$0")/../.."
documents=${1:-100000} bytes=${2:-4000}
cmake --preset release > /dev/null
cmake --build --preset release --target hocba hocba_fill_archive > /dev/null
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
hocba=$PWD/build/release/hocba
timed() { /usr/bin/time -f "$1: %e s, %M kB" "${@:2}" > /dev/null; }

build/release/tests/hocba_fill_archive "$work/archive" "$documents" "$bytes"
for format in bagit ocfl csip; do
    timed "export $format" "$hocba" archive export "$work/archive" -o "$work/$format" --format "$format"
    echo "$format: $(du -s --inodes "$work/$format" | cut -f 1) inodes, $(du -sb "$work/$format" | cut -f 1) bytes"
done
cd "$work/bagit"
timed "sha256sum of the bag" sha256sum -c --quiet manifest-sha256.txt tagmanifest-sha256.txt
cd "$work"
timed "check-export.py of the bag" python3 bagit/check-export.py bagit
timed "check-export.py of the OCFL root" python3 bagit/check-export.py ocfl
timed "hocba archive check --format bagit" "$hocba" archive check --format bagit bagit
timed "hocba archive check --format ocfl" "$hocba" archive check --format ocfl ocfl
for format in bagit ocfl csip; do
    timed "import $format" "$hocba" archive import "$format" "again-$format"
done
