#!/bin/bash
# The verification page: web.sh build (leaves web/dist) | unit | browser | pictures (guide-pictures.sh). Needs node and npm; browser and pictures also chromium.
set -euo pipefail
cd "$(dirname "$0")/../../web"

# Packages are fetched when there are none yet, or the lock has changed since.
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

case ${1:-} in
    build) exec npm run --silent build ;;
    unit) exec npm run --silent test:unit ;;
    browser) exec npm run --silent test:browser ;;
    pictures) exec npm run --silent pictures ;;
    *) echo "usage: web.sh build | unit | browser | pictures" >&2; exit 64 ;;
esac
