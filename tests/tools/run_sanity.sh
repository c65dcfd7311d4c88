#!/usr/bin/env bash
# Runs ansible-test sanity on a copy of the tracked files: run_sanity.sh VENV WORKDIR [ansible-test's own arguments]
# Every supported target Python found on PATH or in pyenv takes part; what ansible-test downloads or installs stays in .ansible/.
set -euo pipefail
tools=$(dirname "$0")
venv=$(cd "$1" && pwd)
workdir=$2
shift 2

copy=$("$tools/copy_tracked_files.sh" "$workdir")

# A home of its own that shares the user's pip settings and cache: ansible-test passes no PIP_ variables on.
mkdir -p "$workdir/home"
home=$(cd "$workdir/home" && pwd)
mkdir -p "$home/.ansible/test/cache"
ln -sfn "${XDG_CACHE_HOME:-$HOME/.cache}" "$home/.cache"
ln -sfn "${XDG_CONFIG_HOME:-$HOME/.config}" "$home/.config"
for bin in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin; do
    PATH=$bin:$PATH
done
# With a PowerShell validate-modules reads the parameters of modules that are written in it.
consoles=$("$tools/find_powershell.sh" .ansible/powershell | sed -n 's/^WINDOWS_TEST_CONSOLES=//p')
[ -z "$consoles" ] || PATH=$consoles/linux-x64:$PATH
HOME=$home
PATH=$venv/bin:$PATH
export HOME PATH
unset ANSIBLE_COLLECTIONS_PATH PYTHONPATH

# ansible-test bootstraps pip with a script from outside; Python's own ensurepip serves as well.
pip_version=$("$venv/bin/python" -c '
from ansible_test._internal.host_configs import VirtualPythonConfig
from ansible_test._internal.python_requirements import get_venv_packages
print(get_venv_packages(VirtualPythonConfig())["pip"])')
echo 'import ensurepip; ensurepip.bootstrap(default_pip=True)' >"$HOME/.ansible/test/cache/get_pip_$(echo "$pip_version" | tr . _).py"

skipped=()
if command -v pwsh >/dev/null && ! pwsh -NoProfile -Command 'exit [int](-not (Get-Module -ListAvailable PSScriptAnalyzer))'; then
    echo "Left out: pslint (this PowerShell has no PSScriptAnalyzer)"
    skipped=(--skip-test pslint)
fi

cd "$copy"
# A repository of its own: else ansible-test asks the one around it, where .ansible/ is ignored.
git init --quiet .
# What pip tells while ansible-test installs its tools is left out, unless it is an error.
ansible-test sanity --color no "${skipped[@]}" "$@" 2>&1 | awk '
    /^Installing requirements/ { installing = 1 }
    /^(Running|ERROR|FATAL|WARNING: (Skipping|Required|Reviewing))/ { installing = 0 }
    !installing { print; fflush() }'
