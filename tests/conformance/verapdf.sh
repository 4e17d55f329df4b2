#!/bin/sh
# Validates PDFs as PDF/A-3a and PDF/UA-1 with veraPDF: verapdf.sh PDF|DIR...; as PDF/A-3b alone:
# verapdf.sh --3b PDF|DIR...
# Ends with 0 if all pass, 1 if one does not, 2 if nothing could be validated. Needs Java 17 and npm.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -eq 0 ]; then
    echo "usage: verapdf.sh [--3b] PDF|DIR..." >&2
    exit 2
fi
modules=$here/node_modules/@opendataloader/pdf
if ! ls "$modules"/lib/*.jar >/dev/null 2>&1; then
    (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) || exit 2
fi
jar=$(ls "$modules"/lib/*.jar | head -n 1)
exec java -Xss64m -cp "$jar" "$here/Vera.java" "$@"
