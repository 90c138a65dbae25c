#!/bin/sh
# A throw-away PostgreSQL for tests and demonstrations. It listens on a Unix socket in DIR only, on no network address.
#
#   postgres.sh start DIR    makes a database cluster in DIR (empty or new), starts it and prints its connection string
#   postgres.sh stop DIR     stops it; the folder stays
#   postgres.sh again DIR    starts a stopped one again, with what it held
#   postgres.sh available    exit code 0 when PostgreSQL's programs are installed
#
# initdb refuses to run as root; then everything runs as the user postgres, who becomes the owner of DIR.
# The role "clerk", if somebody creates it, must show a password; everybody else who may enter DIR is trusted.
set -eu

programs() {
    for candidate in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n -r); do
        [ -x "$candidate/initdb" ] && { echo "$candidate"; return 0; }
    done
    command -v initdb >/dev/null 2>&1 && { dirname "$(command -v initdb)"; return 0; }
    echo "postgres.sh: PostgreSQL's initdb is not installed" >&2
    return 1
}

as_owner() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid=postgres --regid=postgres --init-groups -- "$@")
    else
        "$@"
    fi
}

start() {
    bin=$(programs)
    mkdir -p "$1"
    dir=$(cd "$1" && pwd)
    chmod 700 "$dir"
    [ "$(id -u)" != 0 ] || chown postgres: "$dir"
    as_owner test -x "$dir" ||
        { echo "postgres.sh: the user postgres cannot enter $dir; choose a folder whose parents everybody may enter" >&2; return 1; }
    as_owner "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$dir/initdb.log" 2>&1 ||
        { cat "$dir/initdb.log" >&2; return 1; }
    as_owner sh -c 'printf "local all clerk scram-sha-256\nlocal all all trust\n" >"$1/data/pg_hba.conf"' sh "$dir"
    launch "$dir"
    echo "host=$dir port=5432 user=postgres dbname=postgres"
}

launch() {
    bin=$(programs)
    dir=$1
    # fsync off: this cluster is thrown away with its folder. Measuring wants it on.
    as_owner "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/server.log" -s start \
        -o "-c listen_addresses='' -c unix_socket_directories='$dir' -c port=5432 -c fsync=${TOITSU_POSTGRES_FSYNC:-off} -c shared_buffers=${TOITSU_POSTGRES_BUFFERS:-16MB}" \
        >/dev/null 2>&1 || { cat "$dir/server.log" >&2; return 1; }
}

stop() {
    bin=$(programs)
    [ -f "$1/data/postmaster.pid" ] || return 0
    as_owner "$bin/pg_ctl" -D "$1/data" -w -m immediate -s stop
}

case "${1-}" in
    start) [ $# = 2 ] || exit 2; start "$2" ;;
    stop) [ $# = 2 ] || exit 2; stop "$2" ;;
    again) [ $# = 2 ] || exit 2; launch "$2" ;;
    available) programs >/dev/null 2>&1 ;;
    *) echo "usage: postgres.sh start DIR | stop DIR | again DIR | available" >&2; exit 2 ;;
esac
