#!/bin/sh
# Prints the first interpreter that exists of the versions given, e.g. "find_python.sh 3.13 3.12": on PATH, else pyenv's.
set -eu

runs() {
    [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$2" ]
}

for version in "$@"; do
    for python in "$(command -v "python$version" || true)" "$(command -v python3 || true)" \
        "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version".*/bin/python; do
        if [ -x "$python" ] && runs "$python" "$version"; then
            "$python" -c 'import sys; print(sys.executable)'
            exit 0
        fi
    done
done
exit 1
