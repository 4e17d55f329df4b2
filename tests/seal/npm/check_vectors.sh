#!/bin/bash
# The published vectors hold for an independent COSE library and say what their words say, and do not hold with one
# character changed.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node -e '
const { writeFileSync } = require("node:fs");
const { key, vectors } = require("../vectors.json");
writeFileSync(process.argv[1] + "/key.jwk", JSON.stringify(key));
writeFileSync(process.argv[1] + "/seals", vectors.map((vector) => vector.qr + "\n").join(""));
' "$work"

node verify.mjs "$work/key.jwk" < "$work/seals" > "$work/read"
node compare.mjs ../vectors.json < "$work/read"
# The 61st character of the data lies in the claims.
sed 's/V#\(.\{60\}\)./V#\1B/' "$work/seals" > "$work/changed"
while read -r seal; do
    if node verify.mjs "$work/key.jwk" "$seal" 2> /dev/null; then
        echo "a changed seal was accepted: $seal" >&2
        exit 1
    fi
done < "$work/changed"
