#!/bin/sh
# Makes the key material of the tests anew, with another implementation than the one under test.
# Nothing here guards anything: keys and passphrases are public.
set -eu
cd "$(dirname "$0")"
days=36500
openssl genrsa -out rsa-pkcs8.pem 2048
openssl rsa -in rsa-pkcs8.pem -traditional -out rsa-pkcs1.pem
openssl rsa -in rsa-pkcs8.pem -traditional -aes128 -passout pass:tester -out rsa-pkcs1-aes.pem
openssl pkcs8 -topk8 -in rsa-pkcs8.pem -v2 aes-256-cbc -passout pass:tester -out rsa-pkcs8-aes.pem
openssl pkcs8 -topk8 -in rsa-pkcs8.pem -scrypt -passout pass:tester -out rsa-pkcs8-scrypt.pem
openssl pkcs8 -topk8 -in rsa-pkcs8.pem -v2 aes-256-cbc -iter 6000000 -passout pass:tester -out rsa-pkcs8-endless.pem
openssl pkcs8 -topk8 -in rsa-pkcs8.pem -v2 aes-256-cbc -passout pass:pärchen-€ -out rsa-pkcs8-unicode.pem
openssl req -x509 -key rsa-pkcs8.pem -days $days -subj /CN=latchkey-rsa -out rsa-cert.pem
openssl ecparam -name prime256v1 -genkey -out ec-sec1.pem
openssl pkcs8 -topk8 -nocrypt -in ec-sec1.pem -out ec-pkcs8.pem
openssl req -x509 -key ec-sec1.pem -days $days -subj /CN=latchkey-ec -out ec-cert.pem
openssl pkcs12 -export -inkey rsa-pkcs8.pem -in rsa-cert.pem -certfile ec-cert.pem -passout pass:tester -out modern.pfx
openssl pkcs12 -export -legacy -inkey rsa-pkcs8.pem -in rsa-cert.pem -passout pass:tester -out legacy.pfx
openssl pkcs12 -export -inkey rsa-pkcs8.pem -in rsa-cert.pem -passout pass: -out empty-passphrase.pfx
openssl pkcs12 -export -inkey rsa-pkcs8.pem -in rsa-cert.pem -keypbe NONE -certpbe NONE -nomac -passout pass: -out no-passphrase.pfx
openssl pkcs12 -export -nokeys -in rsa-cert.pem -passout pass:tester -out no-key.pfx
openssl pkcs12 -export -nocerts -inkey rsa-pkcs8.pem -passout pass:tester -out no-certificate.pfx
openssl pkcs12 -in modern.pfx -nodes -passin pass:tester -out from-pfx.pem
