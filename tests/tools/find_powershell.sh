#!/usr/bin/env bash
# Says where the PowerShell consoles for the tests are: find_powershell.sh FOLDER
# A bench that lies beside the checkout (../shared/powershell) is unpacked into FOLDER, with Wine's console where this is root on Debian or Ubuntu
# or Wine is there already. Prints lines for `env`: WINDOWS_TEST_CONSOLES, WINDOWS_TEST_CHECK51. Without a bench it prints nothing: the tests then
# take pwsh from PATH, or say that there is none.
set -euo pipefail
folder=$1
bench=../shared/powershell
[ -x "$bench/install" ] || exit 0

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
# Several checks ask at the same time.
exec 9>"$folder/.lock"
flock 9
windows=
if [ -x /usr/lib/wine/wine64 ] || { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }; then
    windows=--windows
fi
if ! "$bench/install" "$folder" $windows >&2 9>&-; then
    "$bench/install" "$folder" >&2 9>&-
fi
echo "WINDOWS_TEST_CONSOLES=$folder"
echo "WINDOWS_TEST_CHECK51=$(cd "$bench" && pwd)/check51.ps1"
