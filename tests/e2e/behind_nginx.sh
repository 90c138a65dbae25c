#!/usr/bin/env bash
# The server behind nginx with the example configuration: TLS, cookies, origins, addresses, limits, logs. Exit code 77 (skipped)
# where nginx, openssl or curl are not installed. behind_nginx.sh PROGRAM CONFIGURATION
set -euo pipefail
program=$1 example=$2
for needed in nginx openssl curl; do
    command -v "$needed" >/dev/null || { echo "$needed is not installed: skipped"; exit 77; }
done
work=$(mktemp -d)
server='' proxy=''
finish() {
    for one in $proxy $server; do kill "$one" 2>/dev/null || true; wait "$one" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT
die() { echo "FAILED: $*"; [ ! -s "$work/error.log" ] || tail -5 "$work/error.log"; exit 1; }

# A free port: the server takes one and says which; nginx gets one beside it.
password='momiji no yama 1907'
echo "$password" | "$program" account add hanako --data "$work/station" --grant 202088:verifier --own --password-from -
port=0
for try in 21443 22443 23443 24443 25443; do
    (exec 3<>"/dev/tcp/127.0.0.1/$try") 2>/dev/null || { port=$try; break; }
done
[ "$port" != 0 ] || die "no port is free"
public="https://localhost:$port"
LANG=C "$program" serve --data "$work/station" --port 0 --public "$public" --log "$work/log" >"$work/said" &
server=$!
for _ in $(seq 100); do [ ! -s "$work/said" ] || break; read -rt 0.1 <> <(:) || true; done
grep -q "running at $public/" "$work/said" || die "the server does not say where people find it: $(cat "$work/said")"
inner=$(sed -n 's/.*"event":"serving","port":\([0-9]*\).*/\1/p' "$work/log")

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout "$work/key" -out "$work/cert" 2>/dev/null
# The example as it stands, but for names, files and ports.
sed -e "s|127.0.0.1:8470|127.0.0.1:$inner|; s|listen 443 |listen 127.0.0.1:$port |; s|listen 80;|listen 127.0.0.1:$((port + 1));|" \
    -e "s|toitsu.example.lg.jp|localhost|; s|/etc/ssl/certs/toitsu.pem|$work/cert|; s|/etc/ssl/private/toitsu.key|$work/key|" \
    -e "s|/var/log/nginx/|$work/|" "$example" >"$work/toitsu.conf"
cat >"$work/nginx.conf" <<END
user $(id -un) $(id -gn); daemon off; pid $work/pid; error_log $work/error.log;
events {}
http {
    access_log off;
    client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
    include $work/toitsu.conf;
}
END
nginx -t -q -c "$work/nginx.conf" -e "$work/error.log" || die "nginx does not take the configuration"
nginx -c "$work/nginx.conf" -e "$work/error.log" &
proxy=$!
ask() { curl -sS --cacert "$work/cert" --max-time 20 "$@"; }
code() { ask -o /dev/null -w '%{http_code}' "$@"; }

[ "$(ask --retry 50 --retry-connrefused --retry-delay 1 "$public/healthz")" = '{"ok":true}' ] || die "healthz"
answer=$(ask -i "$public/api/v1/session" -H "Origin: $public" -H 'Sec-Fetch-Site: same-origin' -H 'Content-Type: application/json' \
    -d "{\"account\":\"hanako\",\"password\":\"$password\"}")
grep -qi '^set-cookie: toitsu_session=.*; Secure' <<<"$answer" || die "no Secure cookie: $answer"
grep -qi '^strict-transport-security:' <<<"$answer" || die "no HSTS"
cookie=$(sed -n 's/^[Ss]et-[Cc]ookie: \(toitsu_session=[^;]*\).*/\1/p' <<<"$answer")
[ "$(code "$public/api/v1/session" -H "Cookie: $cookie")" = 200 ] || die "the session does not hold"
[ "$(code -X POST "$public/api/v1/session" -H 'Origin: http://localhost' -H 'Content-Type: application/json' -d '{}')" = 403 ] || die "another origin"
[ "$(code "$public/metrics")" = 404 ] || die "metrics are to be seen from outside"
[ "$(code "http://localhost:$((port + 1))/")" = 308 ] || die "http does not lead to https"
# Whom somebody looks for is in no log of the proxy, neither from the query nor from where the request came.
sought='q=%E5%B1%B1%E7%94%B0'
[ "$(code "$public/api/v1/cases?$sought" -H "Cookie: $cookie" -H "Referer: $public/cases?$sought")" = 200 ] || die "looking for a case"
[ "$(code "http://localhost:$((port + 1))/api/v1/cases?$sought")" = 308 ] || die "looking for a case over http"
[ "$(code "$public/api/v1/session" --tls-max 1.1 2>/dev/null || true)" = 000 ] || die "TLS 1.1 is taken"
# Who guesses is known by the address that nginx saw, whatever he claims.
for n in $(seq 20); do
    code -X POST "$public/api/v1/session" -H "X-Forwarded-For: 10.0.0.$n" -H 'Content-Type: application/json' -d "{\"account\":\"u$n\",\"password\":\"x\"}" >/dev/null
done
[ "$(code -X POST "$public/api/v1/session" -H 'Content-Type: application/json' -d "{\"account\":\"hanako\",\"password\":\"$password\"}")" = 429 ] || die "guessing"
head -c 5000000 /dev/zero >"$work/large"
[ "$(code -X POST "$public/api/v1/session" -H 'Content-Type: application/json' --data-binary "@$work/large")" = 413 ] || die "a large body"
! grep -q "$password" "$work/log" || die "the password stands in the log"
kill -TERM "$server"
wait "$server" || die "the server does not end cleanly"
server=''
[ "$(code "$public/api/v1/cases?$sought")" = 502 ] || die "a server that is gone"
# A line is written when its answer is out: a little after it has come.
for _ in $(seq 50); do [ "$(grep -c ' GET /api/v1/cases ' "$work/toitsu.log")" -lt 3 ] || break; read -rt 0.1 <> <(:) || true; done
[ "$(grep -c ' GET /api/v1/cases ' "$work/toitsu.log")" = 3 ] || die "what was asked for is not in the proxy's log: $(cat "$work/toitsu.log")"
! grep -rqiE 'E5%B1%B1|\\xE5|山田' "$work"/*.log || die "whom somebody looked for is in a log of the proxy"
echo "behind nginx: all as it should be"
