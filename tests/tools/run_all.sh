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
    checks+=(integration onboarding)
else
    left_out+=("integration, onboarding ($obstacle)")
fi

# program:package of what else is tested against the real thing
missing=()
everywhere=$PATH:/usr/sbin:$(echo /usr/lib/postgresql/*/bin | tr ' ' :)
for needed in chromium:chromium sshd:openssh-server sshpass:sshpass sudo:sudo gpg:gnupg rpmbuild:rpm nft:nftables dnsmasq:dnsmasq-base \
    xmllint:libxml2-utils initdb:postgresql wixl:wixl x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64; do
    PATH=$everywhere command -v "${needed%:*}" >/dev/null || missing+=("${needed#*:}")
done
# What PDF is drawn with.
if ! PATH=$everywhere ldconfig -p | grep -q 'libpangoft2-1\.0\.so\.0'; then
    missing+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core)
fi
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "The tests of pages, log-ins, packages, firewalls, databases and Windows install these packages: ${missing[*]}"
    apt-get update --quiet >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends "${missing[@]}" >/dev/null || echo "Not all of them could be installed." >&2
fi
checks+=(windows)
if ! command -v pwsh >/dev/null && [ -z "$("$tools/find_powershell.sh" .ansible/powershell)" ]; then
    left_out+=("win_probe on a PowerShell, and sanity's look at its parameters (no pwsh)")
else
    left_out+=("sanity's pslint (no package registry here has PSScriptAnalyzer)")
    for needed in wixl x86_64-w64-mingw32-gcc; do
        command -v "$needed" >/dev/null || left_out+=("installers on Windows (no $needed)")
    done
fi

checks+=(playbooks remoting)
if ! PATH=$PATH:/usr/sbin command -v sshd >/dev/null; then
    left_out+=("log-ins on this machine (no sshd)")
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
