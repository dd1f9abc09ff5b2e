#!/bin/sh
# Makes the key stores of HttpCertificates anew. They are for tests on loopback only; their password
# is no secret, and all but the expired one hold for a century, so that no build breaks on a date.
set -eu
cd "$(dirname "$0")/src/main/resources/dev/latchkey/spi/tck"
rm -f http-*.p12 http-*.pem http-*.crl
kt() { keytool -storetype PKCS12 -storepass changeit "$@"; }
signed() { # name, subject, extension, start, days
  kt -genkeypair -keystore "http-$1.p12" -alias key -keyalg EC -groupname secp256r1 -dname "CN=$2"
  kt -certreq -keystore "http-$1.p12" -alias key |
    kt -gencert -rfc -keystore http-ca.p12 -alias ca -ext "$3" -startdate "$4 00:00:00" -validity "$5" >leaf.pem
  cat leaf.pem http-ca.pem | kt -importcert -noprompt -keystore "http-$1.p12" -alias key
  rm leaf.pem
}
kt -genkeypair -keystore http-ca.p12 -alias ca -keyalg EC -groupname secp256r1 \
  -dname "CN=Latchkey test authority" -ext bc:c -ext ku:c=keyCertSign,cRLSign -startdate "2020/01/01 00:00:00" -validity 36500
kt -exportcert -rfc -keystore http-ca.p12 -alias ca >http-ca.pem
signed server "server.test" "san=dns:localhost,dns:server.test,ip:127.0.0.1" 2020/01/01 36500
signed expired "expired.test" "san=dns:localhost,ip:127.0.0.1" 2020/01/01 365
signed elsewhere "elsewhere.test" "san=dns:elsewhere.test" 2020/01/01 36500
signed revoked "revoked.test" "san=dns:localhost,ip:127.0.0.1" 2020/01/01 36500
signed alice "alice" "eku=clientAuth" 2020/01/01 36500
signed bob "bob" "eku=clientAuth" 2020/01/01 36500
serial=$(kt -list -v -keystore http-revoked.p12 -alias key | sed -n 's/^Serial number: //p' | head -n 1)
serial=$(echo "System.out.println(new BigInteger(\"$serial\", 16))" | jshell -s -) # keytool takes decimals only
revoking() { # name, start, days
  kt -gencrl -rfc -keystore http-ca.p12 -alias ca -id "$serial" -startdate "$2 00:00:00" -validity "$3" \
    -file "http-$1.crl"
}
revoking current 2020/01/01 36500
revoking stale 2020/01/01 1
rm http-ca.p12
kt -genkeypair -keystore http-self-signed.p12 -alias key -keyalg EC -groupname secp256r1 \
  -dname "CN=localhost" -ext "san=dns:localhost,ip:127.0.0.1" \
  -startdate "2020/01/01 00:00:00" -validity 36500
