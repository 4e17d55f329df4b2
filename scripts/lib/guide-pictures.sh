#!/bin/bash
# Makes the pictures of README and of the guide for offices: a sample is issued, its photocopy altered by pen, the site
# published, and the page photographed in Chromium on a phone's screen. Needs a built hocba and scripts/setup test.
# Usage: guide-pictures.sh [OUT]     default docs/pictures; the parts stay in build/pictures (or $HOCBA_PICTURES)
set -euo pipefail
cd "$(dirname "$0")/../.."

export HOCBA_SOURCE=$PWD HOCBA_PROGRAM=${HOCBA_PROGRAM:-$PWD/build/release/hocba}
export HOCBA_PICTURES=${HOCBA_PICTURES:-$PWD/build/pictures}
python=/usr/bin/python3 # Debian's: it has numpy and PIL

[ -f web/dist/sw.js ] || scripts/lib/web.sh build
rm -rf "$HOCBA_PICTURES"
$python -B scripts/lib/altered_paper.py "$HOCBA_PICTURES"
scripts/lib/web.sh pictures
$python -B scripts/lib/compose_pictures.py "$HOCBA_PICTURES" "${1:-docs/pictures}"
