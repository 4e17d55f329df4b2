#!/bin/bash
# Writes samples/ready from what scripts/demo left: MOET's worked example, issued and signed by the demo's throw-away
# keys, its trust folder (certificates and lists valid 20 years), and a picture of its results page.
set -euo pipefail
cd "$(dirname "$0")/../.."

demo=build/demo
ready=samples/ready
code=$(build/release/hocba --json archive find "$demo/archive" --pupil 001214000017 | sed 's/.*"code":"\([^"]*\)".*/\1/')
rm -rf "$ready"
mkdir -p "$ready"
cp "$demo/pdf/$code.pdf" "$ready/hoc-ba.pdf"
cp -r "$demo/trust" "$ready/trust"
pdftoppm -r 150 -png -singlefile -f 3 -l 3 "$ready/hoc-ba.pdf" "$ready/page-3"
build/release/hocba --lang en verify "$ready/hoc-ba.pdf" --trust "$ready/trust"
