#!/bin/bash
# Makes a throw-away PKI for demos and tests: root → issuing CA → principal, deputy, school,
# homeroom, subject-teacher; a seal key; a list root.
# Usage: demo-pki.sh DIR [PIN [FROM]]     PIN: or DEMO_PIN, default "demo-pin"; FROM: first day of every certificate
# and list, YYYY-MM-DD, default yesterday. All last 20 years.
# Leaves: pdf-roots.pem issuing.pem root.crl issuing.crl, {principal,deputy,school,homeroom,subject-teacher,seal}.p12
# with their .pem, and seal-root.key.pem (Ed25519, signs the trust lists). Nothing of it has any value outside a demo.
set -euo pipefail

dir=${1:?usage: demo-pki.sh DIR [PIN]}
pin=${2:-${DEMO_PIN:-demo-pin}}
export DEMO_PKI_PIN=$pin
from=$(date -u -d "${3:-1 day ago}" +%Y%m%d000000Z)
until=$(date -u -d "${3:-1 day ago} + 20 years" +%Y%m%d000000Z)
mkdir -p "$dir"
chmod 700 "$dir"
cd "$dir"
umask 077
log=demo-pki.log
trap 'status=$?; [ $status -eq 0 ] || { echo "demo-pki.sh: failed" >&2; cat "$log" >&2; }' EXIT
: > "$log"

cat > demo-pki.cnf << 'C'
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
[issuing]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[person]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
extendedKeyUsage = emailProtection,1.2.840.113583.1.1.5
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[seal]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
subjectKeyIdentifier = hash
[ca_root]
database = root.index
crlnumber = root.crlnumber
certificate = root.pem
private_key = root.key.pem
new_certs_dir = .
rand_serial = yes
unique_subject = no
policy = policy
default_md = default
[ca_issuing]
database = issuing.index
crlnumber = issuing.crlnumber
certificate = issuing.pem
private_key = issuing.key.pem
new_certs_dir = .
rand_serial = yes
unique_subject = no
policy = policy
default_md = default
[policy]
countryName = optional
organizationName = optional
commonName = supplied
C

p256=(-algorithm EC -pkeyopt ec_paramgen_curve:P-256)
rsa=(-algorithm RSA -pkeyopt rsa_keygen_bits:2048)

key() { # name genpkey-arguments...
    local name=$1
    shift
    openssl genpkey "$@" -out "$name.key.pem" 2>> "$log"
}

request() { # name subject
    openssl req -new -config demo-pki.cnf -key "$1.key.pem" -utf8 -subj "$2" -out "$1.csr" 2>> "$log"
}

certificate() { # ca name extensions other-arguments...
    local ca=$1 name=$2 extensions=$3
    shift 3
    openssl ca -config demo-pki.cnf -name "ca_$ca" -batch -notext -utf8 -startdate "$from" -enddate "$until" \
        -extensions "$extensions" -in "$name.csr" -out "$name.pem" "$@" 2>> "$log"
    rm "$name.csr"
}

authority() { # name
    : > "$1.index"
    echo 01 > "$1.crlnumber"
}

self_signed() { # name extensions subject
    request "$1" "$3"
    certificate root "$1" "$2" -selfsign -keyfile "$1.key.pem"
}

signed_by() { # issuer name extensions subject
    request "$2" "$4"
    certificate "$1" "$2" "$3"
}

key_file() { # name other-arguments...
    local name=$1
    shift
    openssl pkcs12 -export -in "$name.pem" -inkey "$name.key.pem" -passout env:DEMO_PKI_PIN -out "$name.p12" "$@" \
        2>> "$log"
    rm "$name.key.pem"
}

revocation_list() { # ca
    openssl ca -config demo-pki.cnf -name "ca_$1" -gencrl -crl_lastupdate "$from" -crl_nextupdate "$until" -out "$1.crl.pem" 2>> "$log"
    openssl crl -in "$1.crl.pem" -outform DER -out "$1.crl" 2>> "$log"
    rm -f "$1".index* "$1".crlnumber* "$1.crl.pem"
}

key root "${p256[@]}"
authority root
self_signed root root "/C=VN/O=hocba DEMO/CN=hocba DEMO Root – không có giá trị"
key issuing "${p256[@]}"
authority issuing
signed_by root issuing issuing "/C=VN/O=hocba DEMO/CN=hocba DEMO CA – không có giá trị"

person() { # name common-name genpkey-arguments...
    local name=$1 common_name=$2
    shift 2
    key "$name" "$@"
    signed_by issuing "$name" person "/C=VN/O=Trường Tiểu học Quang Trung/CN=$common_name"
    key_file "$name" -certfile issuing.pem
}
person principal "Trần Văn E" "${rsa[@]}"
person deputy "Nguyễn Thị Minh Châu" "${p256[@]}"
person school "Trường Tiểu học Quang Trung" "${p256[@]}"
person homeroom "Lê Thị D" "${p256[@]}"
person subject-teacher "Đỗ Văn H" "${p256[@]}"

key seal -algorithm ed25519
self_signed seal seal "/C=VN/O=Trường Tiểu học Quang Trung/CN=hocba DEMO seal key"
key_file seal
key seal-root -algorithm ed25519

revocation_list root
revocation_list issuing
mv root.pem pdf-roots.pem
rm -f root.key.pem issuing.key.pem [0-9A-F]*.pem demo-pki.cnf "$log"
