#!/bin/bash
# Checks an archive without hocba: tar, sha256sum, openssl, and Python 3 for the Merkle tree.
# Usage: scripts/cold-check.sh ARCHIVE [VKEY-FILE]     (exit 0: all proven; 1: something is not)
set -u -o pipefail
archive=${1:?usage: cold-check.sh ARCHIVE [VKEY-FILE]}
vkey=${2:-$archive/log/key.vkey}
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
bad=0
fault() { echo "DAMAGED: $*" >&2; bad=1; }

# 1. Each member's bytes have the SHA-256 that is its name (the format: archive/README.md).
for pack in "$archive"/store/open/pack-*.tar; do
    [ -e "$pack" ] || continue
    tar -xf "$pack" --to-command='echo "$(sha256sum | cut -c1-64) $TAR_FILENAME"' >>"$work/members" 2>"$work/tar" ||
        fault "$pack: $(head -n 1 "$work/tar")"
    [ -s "$work/tar" ] && fault "$pack: tar says $(head -n 1 "$work/tar")"
done
touch "$work/members"
while read -r sum name; do
    [ "$sum" = "${name%%.*}" ] || fault "member $name has SHA-256 $sum"
done <"$work/members"

# 2. The checkpoint's Ed25519 signature (C2SP signed-note): the text ends before the blank line.
# Not by `read` with IFS=+, which drops a + at the end, and the key's Base64 may end with its only one.
vkey_line=$(head -n 1 "$vkey") || fault "$vkey cannot be read"
key_name=${vkey_line%%+*} key_data=${vkey_line#*+*+} key_id=${vkey_line#*+} key_id=${key_id%%+*}
sed '/^$/,$d' "$archive/log/checkpoint" >"$work/text"
sed -n "s|^— $key_name ||p" "$archive/log/checkpoint" | head -n 1 | base64 -d 2>/dev/null >"$work/blob"
[ "$(head -c 4 "$work/blob" | od -An -tx1 | tr -d ' \n')" = "$key_id" ] || fault "log/checkpoint: no signature of $key_name"
tail -c +5 "$work/blob" >"$work/signature"
# RFC 8410: SubjectPublicKeyInfo of Ed25519 is 12 fixed bytes and the key.
{ printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00'; base64 -d <<<"$key_data" | tail -c 32; } >"$work/key.der"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin -in "$work/text" \
    -sigfile "$work/signature" >/dev/null 2>&1 || fault "log/checkpoint: the signature is wrong"

# 3. The tree (RFC 6962) over the entries has the signed root; each entry's commitments are those of its manifest.
python3 - "$archive" "$work/text" <<'PYTHON' || bad=1
import base64, glob, hashlib, json, os, re, sys, tarfile
archive, text = sys.argv[1], open(sys.argv[2]).read().split("\n")
sha = lambda b: hashlib.sha256(b).digest()
faults, entries, size = [], [], int(text[1])
def mth(h):
    if len(h) < 2: return h[0] if h else sha(b"")
    k = 1 << (len(h) - 1).bit_length() - 1
    return sha(b"\1" + mth(h[:k]) + mth(h[k:]))
def tile(level, n, width):
    name = "".join("x%03d/" % (n // 1000**i % 1000) for i in (2, 1) if n >= 1000**i) + "%03d" % (n % 1000)
    path = f"{archive}/log/tile/{level}/{name}"
    return open(path if width == 256 or os.path.exists(path) else f"{path}.p/{width}", "rb").read()
for n in range((size + 255) // 256):
    width, start = min(256, size - 256 * n), len(entries)
    bundle = tile("entries", n, width)
    while len(bundle) > 1 and len(entries) < start + width:
        end = 2 + int.from_bytes(bundle[:2], "big")
        entries.append(bundle[2:end]); bundle = bundle[end:]
    leaves = [sha(b"\0" + e) for e in entries[start:]]
    if b"".join(leaves) != tile("0", n, width)[:32 * width]: faults.append(f"tile 0/{n} differs from the entries")
if len(entries) != size or mth([sha(b"\0" + e) for e in entries]) != base64.b64decode(text[2]):
    faults.append("the entries do not have the root of the checkpoint")
members, ends = set(), {}
for path in sorted(glob.glob(f"{archive}/store/open/pack-*.tar")):
    with tarfile.open(path) as tar:
        for m in tar:
            members.add(m.name); end = m.offset_data + (m.size + 511) // 512 * 512
            if m.name.endswith(".json"): ends[int(re.findall(r"\d+", path)[-1]), end] = tar.extractfile(m).read()
for i, e in enumerate(map(json.loads, entries)):
    raw = ends.get((e["pack"], e["end"])); m = json.loads(raw) if raw else None
    digest = lambda part: sha(raw) if part == "manifest" else bytes.fromhex(m[part]["sha256"])
    if not m or any(sha(bytes.fromhex(m["salts"][p]) + digest(p)).hex() != c for p, c in e["commitments"].items()):
        faults.append(f"entry {i}: the manifest is missing or does not match its commitments"); continue
    faults += [f"entry {i}: {m[p]['member']} is missing" for p in ("record", "pdf", "xml", "decision") if m.get(p) and m[p]["member"] not in members]
print(f"{size} entries, {len(members)} members, root {text[2]}")
for fault in faults: print("DAMAGED:", fault, file=sys.stderr)
sys.exit(bool(faults))
PYTHON

[ $bad = 0 ] && echo "All proven: $archive, checked with the key $key_name+$key_id from $vkey" || echo "NOT proven: $archive" >&2
exit $bad
