#!/usr/bin/env bash
# A client of the API that shares no code with this project: curl, openssl and jq.
# Usage: foreign-client.sh DESCRIPTION    (what `countersign sandbox --describe` wrote)
# Proves and makes a call with every Key in the description, and checks that cheating is refused.
set -euo pipefail

description=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
base_url=$(jq -r .baseUrl "$description")
printf 'Authorization: Bearer %s\n' "$(jq -r .authToken "$description")" > "$work/authorization"
body='{"network":"EthereumSepolia"}'

base64url() { base64 -w0 | tr '+/' '-_' | tr -d '='; }

# request METHOD PATH BODY [HEADER]: the status; the answer is in $work/answer
request() {
    curl -s -o "$work/answer" -w '%{http_code}' -X "$1" "$base_url$2" \
        -H @"$work/authorization" -H 'Content-Type: application/json' -H "${4:-Accept: */*}" --data-binary "$3"
}

expect() { # WHAT EXPECTED ACTUAL
    if [ "$2" != "$3" ]; then
        echo "$1: expected $2, got $3: $(cat "$work/answer")" >&2
        exit 1
    fi
    echo "ok: $1"
}

# sign ALGORITHM KEY FILE: the signature of the file as the API wants it
sign() {
    case $1 in
        EdDSA) openssl pkeyutl -sign -rawin -inkey "$2" -in "$3" ;;
        *) openssl dgst -sha256 -sign "$2" "$3" ;;
    esac
}

# redeem ALGORITHM CREDENTIAL KEY: the status of redeeming a fresh challenge for POST /wallets
redeem() {
    local init
    init=$(jq -cn --arg payload "$body" '{userActionHttpMethod: "POST", userActionHttpPath: "/wallets",
        userActionPayload: $payload, userActionServerKind: "Api"}')
    expect "$1: challenge" 200 "$(request POST /auth/action/init "$init")" >&2
    cp "$work/answer" "$work/challenge"
    jq -j '{type: "key.get", challenge: .challenge} | tojson' "$work/challenge" > "$work/client-data"
    sign "$1" "$3" "$work/client-data" > "$work/signature"
    request POST /auth/action "$(jq -cn --arg id "$(jq -r .challengeIdentifier "$work/challenge")" --arg credential "$2" \
        --arg data "$(base64url < "$work/client-data")" --arg signature "$(base64url < "$work/signature")" \
        '{challengeIdentifier: $id, firstFactor: {kind: "Key",
          credentialAssertion: {credId: $credential, clientData: $data, signature: $signature}}}')"
}

token() { echo "X-DFNS-USERACTION: $(jq -r .userAction "$work/answer")"; }

openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/foreign-ES256" 2> /dev/null
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out "$work/foreign-ES256K" 2> /dev/null
openssl genpkey -algorithm ED25519 -out "$work/foreign-EdDSA"
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/foreign-RS256" 2> /dev/null

jq '[.credentials[] | select(.kind == "Key" and .privateKeyPem)]' "$description" > "$work/keys"
count=$(jq length "$work/keys")
[ "$count" -ge 4 ]
for index in $(seq 0 $((count - 1))); do
    algorithm=$(jq -r ".[$index].algorithm" "$work/keys")
    credential=$(jq -r ".[$index].credId" "$work/keys")
    jq -r ".[$index].privateKeyPem" "$work/keys" > "$work/key"

    expect "$algorithm: redeem" 200 "$(redeem "$algorithm" "$credential" "$work/key")"
    header=$(token)
    expect "$algorithm: call" 200 "$(request POST /wallets "$body" "$header")"
    jq -e '.id and .network == "EthereumSepolia" and .status and .dateCreated' "$work/answer" > /dev/null
    expect "$algorithm: replayed token is refused" 403 "$(request POST /wallets "$body" "$header")"

    expect "$algorithm: redeem" 200 "$(redeem "$algorithm" "$credential" "$work/key")"
    expect "$algorithm: changed body is refused" 403 "$(request POST /wallets '{"network":"Ethereum"}' "$(token)")"

    expect "$algorithm: foreign key is refused" 401 "$(redeem "$algorithm" "$credential" "$work/foreign-$algorithm")"
done
expect "unproven call is refused" 403 "$(request POST /wallets "$body")"
echo "all $count credentials: ok"
