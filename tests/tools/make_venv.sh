#!/bin/sh
# Makes (or brings up to date) a virtual environment: make_venv.sh PYTHON FOLDER PIP-ARGUMENTS...
set -eu
python=$1
folder=$2
shift 2

if ! [ -x "$folder/bin/python" ]; then
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
            echo "$python cannot make virtual environments. On Debian and Ubuntu: sudo apt-get install $package" >&2
            exit 1
        fi
        echo "Installing with apt-get: $package"
        apt-get install --yes --quiet --no-install-recommends "$package" >/dev/null
    fi
    echo "Creating $folder with $("$python" -V)"
    "$python" -m venv "$folder"
fi
echo "Installing into $folder: $*"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
