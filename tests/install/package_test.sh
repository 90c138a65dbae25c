#!/usr/bin/env bash
# The Debian package as a newcomer's machine would get it, unpacked beside the system: what is in it, that the program finds
# its own library and weights there, reads a page, and that its pages and its unit are sound. package_test.sh BUILD SOURCE
# Exit code 77 (skipped) where dpkg-deb or cpack are not there.
set -euo pipefail
build=$1 source=$2
for needed in cpack dpkg-deb dpkg-shlibdeps; do
    command -v "$needed" >/dev/null || { echo "$needed is not installed: skipped"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
die() { echo "FAILED: $*"; exit 1; }

(cd "$build" && cpack -G DEB -B "$work/out") >"$work/log" 2>&1 || { cat "$work/log"; die "no package"; }
packages=("$work"/out/toitsu_*.deb)
[ ${#packages[@]} = 1 ] && [ -s "${packages[0]}" ] || die "not one package"
dpkg-deb -x "${packages[0]}" "$work/root"
dpkg-deb -f "${packages[0]}" Depends >"$work/depends"
for needed in libc6 libsqlite3 libtesseract5 poppler-utils tesseract-ocr-jpn; do
    grep -q "$needed" "$work/depends" || die "the package does not depend on $needed: $(cat "$work/depends")"
done
for file in usr/bin/toitsu lib/systemd/system/toitsu.service usr/share/man/man1/toitsu.1 usr/share/man/ja/man1/toitsu.1 \
    usr/share/bash-completion/completions/toitsu usr/share/toitsu/weights/LICENSE usr/share/toitsu/templates/schema/form.xsd; do
    [ -s "$work/root/$file" ] || [ -s "$work/root/usr/$file" ] || die "$file is not in it"
done

program="$work/root/usr/bin/toitsu"
cd /
unset TOITSU_LIBRARY TOITSU_WEIGHTS
export LANG=C LC_ALL=C
"$program" --version | grep -q '^toitsu [0-9]' || die "the program does not tell its version"
scan=$(find "$source/templates/forms/salary-change/samples" -name '*.tif' -o -name '*.png' -o -name '*.jpg' | LC_ALL=C sort | head -n 1)
"$program" intake --data "$work/data" "$scan" >"$work/read" || die "a sample is not taken in: $(cat "$work/read")"
grep -q "$work/root/usr/share/toitsu/templates" "$work/data/station.json" || die "not its own library: $(cat "$work/data/station.json")"
"$program" case list --data "$work/data" --format jsonl | grep -q '"status"' || die "no case has begun"

grep -q '^.SH NAME' "$work/root/usr/share/man/man1/toitsu.1" || die "no manual page"
grep -q '^.SH 名前' "$work/root/usr/share/man/ja/man1/toitsu.1" || die "no Japanese manual page"
# shellcheck disable=SC1091
(source "$work/root/usr/share/bash-completion/completions/toitsu"
    COMP_WORDS=(toitsu form li) COMP_CWORD=2 COMPREPLY=()
    _toitsu
    [ "${COMPREPLY[*]}" = lint ]) || die "bash completes nothing"
if command -v systemd-analyze >/dev/null; then
    sed "s|/usr/bin/toitsu|$program|" "$source/packaging/toitsu.service" >"$work/toitsu.service"
    systemd-analyze verify --man=no "$work/toitsu.service" 2>"$work/unit" || die "the unit: $(cat "$work/unit")"
fi
echo "the package: $(du -k "${packages[0]}" | cut -f1) KB, whole"
