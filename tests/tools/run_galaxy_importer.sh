#!/bin/sh
# Builds the collection from a copy of the tracked files and runs galaxy-importer on it: run_galaxy_importer.sh WORKDIR
# Galaxy only notes warnings; here they fail too.
set -eu
tools=$(cd "$(dirname "$0")" && pwd)
workdir=$1

rm -rf "$workdir"
copy=$("$tools/copy_tracked_files.sh" "$workdir")
ansible-galaxy collection build "$copy" --output-path "$workdir"

cd "$workdir"
cat >importer.cfg <<'END'
[galaxy-importer]
RUN_ANSIBLE_LINT = True
CHECK_REQUIRED_TAGS = True
END
# The importer looks for the collection below its own temporary folder.
unset ANSIBLE_COLLECTIONS_PATH
status=0
GALAXY_IMPORTER_CONFIG=importer.cfg python -m galaxy_importer.main bauer_group-remote_maintenance-*.tar.gz >importer.log 2>&1 || status=$?
cat importer.log
if [ "$status" -ne 0 ] || grep -Eq '^(WARNING|ERROR|CRITICAL)' importer.log; then
    exit 1
fi
