#!/bin/bash
# Makes the PKI that tests of signatures use: two national chains, a timestamp authority, good and bad signers.
# Usage: pki.sh DIR [PORT]     PORT: of services.py, which the certificates then name for CRL, OCSP and issuer;
# default 9, where nobody answers. The PIN of every key file is 1234. Every date is fixed (all begin on 2026-01-01).
#
#   public-root      → public-issuing      → homeroom principal deputy subject-teacher principal-3072 other-principal
#                                            revoked expired wrong-usage sha1 rsa-1024
#   government-root  → government-issuing  → school other-school
#   timestamp-root   → timestamp-issuing   → tsa-short (ends 2028-01-01) tsa-long (ends 2046-01-01)
#   unknown-root     → unknown-issuing     → unknown (the root is in no trust list)
#
# `revoked` is revoked on 2026-07-01 (keyCompromise), `expired` ended on 2026-03-01; all other persons end on 2029-01-01.
# Leaves for each: NAME.pem NAME.key.pem NAME.p12 (with its issuing CA); for each CA NAME.cer (DER), NAME.index (what
# services.py revokes by) and NAME.crl as of 2026-11-01; ocsp-public ocsp-government ocsp-timestamp (responders);
# pdf-roots.pem, and seal.p12 with seal-root.key.pem as scripts/lib/demo-pki.sh has them.
set -euo pipefail

dir=${1:?usage: pki.sh DIR [PORT]}
url=http://127.0.0.1:${2:-9}
mkdir -p "$dir"
cd "$dir"
umask 077
log=pki.log
trap 'status=$?; [ $status -eq 0 ] || { echo "pki.sh: failed" >&2; cat "$log" >&2; }' EXIT
: > "$log"
from=20260101000000Z

cat > pki.cnf << C
[req]
distinguished_name = name
prompt = no
utf8 = yes
string_mask = utf8only
[name]
CN = unused
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[policy]
countryName = optional
organizationName = optional
commonName = supplied
C

authority() { # name
    cat >> pki.cnf << C
[ca_$1]
database = $1.index
crlnumber = $1.crlnumber
certificate = $1.pem
private_key = $1.key.pem
new_certs_dir = .
rand_serial = yes
unique_subject = no
policy = policy
default_md = sha256
default_crl_days = 30
C
    : > "$1.index"
    echo 01 > "$1.crlnumber"
}

# What certificates of a chain say: where its lists, its responder and its issuers are.
extensions() { # chain
    cat >> pki.cnf << C
[$1_issuing]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:$url/$1-root.crl
authorityInfoAccess = caIssuers;URI:$url/$1-root.cer
[$1_leaf]
basicConstraints = critical,CA:FALSE
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:$url/$1-issuing.crl
authorityInfoAccess = OCSP;URI:$url/ocsp/$1,caIssuers;URI:$url/$1-issuing.cer
C
    leaf "$1" person "critical,digitalSignature,nonRepudiation" "emailProtection,1.2.840.113583.1.1.5"
    leaf "$1" agreement "critical,keyAgreement" emailProtection
    leaf "$1" tsa "critical,digitalSignature" "critical,timeStamping"
    cat >> pki.cnf << C
[$1_ocsp]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,OCSPSigning
noCheck = yes
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
C
}

leaf() { # chain kind key-usage extended-key-usage
    sed -n "/^\[$1_leaf\]/,/^authorityInfoAccess/p" pki.cnf | sed "1s/.*/[$1_$2]/" > leaf.cnf
    printf 'keyUsage = %s\nextendedKeyUsage = %s\n' "$3" "$4" >> leaf.cnf
    cat leaf.cnf >> pki.cnf
    rm leaf.cnf
}

p256=(-algorithm EC -pkeyopt ec_paramgen_curve:P-256)
rsa() { echo -algorithm RSA -pkeyopt "rsa_keygen_bits:$1"; }

certificate() { # ca name extensions subject until key-arguments...; MD: other digest
    local ca=$1 name=$2 extensions=$3 subject=$4 until=$5
    shift 5
    openssl genpkey "$@" -out "$name.key.pem" 2>> "$log"
    openssl req -new -config pki.cnf -key "$name.key.pem" -utf8 -subj "$subject" -out "$name.csr" 2>> "$log"
    local self=()
    [ "$ca" != "$name" ] || self=(-selfsign -keyfile "$name.key.pem")
    openssl ca -config pki.cnf -name "ca_$ca" -batch -notext -utf8 -md "${MD:-sha256}" -startdate "$from" \
        -enddate "$until" -extensions "$extensions" -in "$name.csr" -out "$name.pem" "${self[@]}" 2>> "$log"
    rm "$name.csr"
}

chain() { # chain organisation root-until issuing-until key-arguments...
    local chain=$1 organisation=$2 root_until=$3 issuing_until=$4
    shift 4
    extensions "$chain"
    authority "$chain-root"
    authority "$chain-issuing"
    certificate "$chain-root" "$chain-root" root "/C=VN/O=$organisation/CN=$organisation Root" "$root_until" "$@"
    certificate "$chain-root" "$chain-issuing" "${chain}_issuing" "/C=VN/O=$organisation/CN=$organisation CA" \
        "$issuing_until" "$@"
    openssl x509 -in "$chain-root.pem" -outform DER -out "$chain-root.cer"
    openssl x509 -in "$chain-issuing.pem" -outform DER -out "$chain-issuing.cer"
}

key_file() { # name other-arguments...
    local name=$1
    shift
    openssl pkcs12 -export -in "$name.pem" -inkey "$name.key.pem" -passout pass:1234 -out "$name.p12" "$@" 2>> "$log"
}

signer() { # chain name kind subject until key-arguments...
    local chain=$1 name=$2 kind=$3
    certificate "$chain-issuing" "$name" "${chain}_$kind" "${@:4}"
    key_file "$name" -certfile "$chain-issuing.pem"
}

end=20290101000000Z
chain public "hocba TEST Public" 20460101000000Z 20360101000000Z "${p256[@]}"
chain government "hocba TEST Government" 20460101000000Z 20360101000000Z $(rsa 2048)
chain timestamp "hocba TEST Timestamp" 20560101000000Z 20510101000000Z "${p256[@]}"
chain unknown "hocba TEST Unknown" 20460101000000Z 20360101000000Z "${p256[@]}"
cat public-root.pem government-root.pem timestamp-root.pem > pdf-roots.pem

here="/C=VN/O=Trường Tiểu học Quang Trung" there="/C=VN/O=Trường Tiểu học Lê Lợi"
signer public homeroom person "$here/CN=Lê Thị D" $end "${p256[@]}"
signer public principal person "$here/CN=Trần Văn E" $end $(rsa 2048)
signer public deputy person "$here/CN=Phạm Thị G" $end "${p256[@]}"
signer public subject-teacher person "$here/CN=Đỗ Văn H" $end "${p256[@]}"
signer public principal-3072 person "$here/CN=Trần Văn E" $end $(rsa 3072)
signer public other-principal person "$there/CN=Vũ Thị K" $end "${p256[@]}"
signer public revoked person "$here/CN=Người Bị Thu Hồi" $end "${p256[@]}"
signer public expired person "$here/CN=Người Hết Hạn" 20260301000000Z "${p256[@]}"
signer public wrong-usage agreement "$here/CN=Sai Mục Đích" $end "${p256[@]}"
MD=sha1 signer public sha1 person "$here/CN=Chứng Thư SHA-1" $end "${p256[@]}"
signer public rsa-1024 person "$here/CN=Khóa Yếu" $end $(rsa 1024)
signer government school person "$here/CN=Trường Tiểu học Quang Trung" $end "${p256[@]}"
signer government other-school person "$there/CN=Trường Tiểu học Lê Lợi" $end "${p256[@]}"
signer unknown unknown person "$here/CN=Trần Văn E" $end "${p256[@]}"
signer timestamp tsa-short tsa "/C=VN/O=hocba TEST Timestamp/CN=hocba TEST TSA 2028" 20280101000000Z $(rsa 2048)
signer timestamp tsa-long tsa "/C=VN/O=hocba TEST Timestamp/CN=hocba TEST TSA 2046" 20460101000000Z "${p256[@]}"
for chain in public government timestamp; do
    signer $chain ocsp-$chain ocsp "/C=VN/O=hocba TEST/CN=hocba TEST OCSP $chain" 20360101000000Z "${p256[@]}"
done

for tsa in tsa-short tsa-long; do
    echo 01 > "$tsa.serial"
    cat >> pki.cnf << C
[$tsa]
serial = $tsa.serial
crypto_device = builtin
signer_cert = $tsa.pem
certs = timestamp-issuing.pem
signer_key = $tsa.key.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256,sha384,sha512
ess_cert_id_alg = sha256
C
done

TZ=UTC faketime -f '@2026-07-01 00:00:00' openssl ca -config pki.cnf -name ca_public-issuing -revoke revoked.pem \
    -crl_reason keyCompromise 2>> "$log"
for ca in public-root public-issuing government-root government-issuing timestamp-root timestamp-issuing; do
    openssl ca -config pki.cnf -name "ca_$ca" -gencrl -crl_lastupdate 20261101000000Z -crl_nextupdate 20261231000000Z \
        -out "$ca.crl.pem" 2>> "$log"
    openssl crl -in "$ca.crl.pem" -outform DER -out "$ca.crl"
    rm "$ca.crl.pem"
done

authority seal
openssl genpkey -algorithm ed25519 -out seal.key.pem
openssl req -new -config pki.cnf -key seal.key.pem -utf8 -subj "$here/CN=hocba TEST seal key" -out seal.csr 2>> "$log"
sed -i 's/^default_md = sha256/default_md = default/' pki.cnf
openssl ca -config pki.cnf -name ca_seal -batch -notext -utf8 -startdate "$from" -enddate 20460101000000Z -extensions root \
    -selfsign -keyfile seal.key.pem -in seal.csr -out seal.pem 2>> "$log"
sed -i 's/^default_md = default/default_md = sha256/' pki.cnf
key_file seal
openssl genpkey -algorithm ed25519 -out seal-root.key.pem
rm -f seal.csr seal.index* seal.crlnumber* [0-9A-F]*.pem
