#!/usr/bin/env bash
# `make test`: as root on Debian or Ubuntu installs the packages that some checks need, after saying which; runs every check that
# can run here, and says in one line what it left out and why. Needs `make setup`.
set -euo pipefail
tools=$(dirname "$0")
python=.venv/bin/python
checks=()
left_out=()

core_of() {
    "$1/bin/python" -c 'from ansible.release import __version__; print(__version__)'
}

if obstacle=$($python tests/lab check); then
    $python tests/lab install
    checks+=(integration)
else
    left_out+=("integration ($obstacle)")
fi

if ! command -v chromium >/dev/null && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "The report's browser tests install this package: chromium"
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends chromium >/dev/null || true
fi
if command -v chromium >/dev/null; then
    checks+=(browser)
else
    left_out+=("browser (no chromium)")
fi

checks+=(sanity unit)
if [ "$(core_of .venv)" = "$(core_of .ansible/venv-newest)" ]; then
    left_out+=("sanity-newest, unit-newest (no Python here runs an ansible-core newer than $(core_of .venv))")
else
    checks+=(sanity-newest unit-newest)
fi
checks+=(lint galaxy compliance docs)

if [ ${#left_out[@]} -gt 0 ]; then
    echo "Left out: $(printf '%s; ' "${left_out[@]}" | sed 's/; $//')"
fi
exec $python "$tools/run_checks.py" "${checks[@]}"
