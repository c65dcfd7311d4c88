#!/usr/bin/env bash
# Copies the files git knows, as they are now, to FOLDER/ansible_collections/bauer_group/remote_maintenance and prints that path:
# what a checkout would hold, where ansible-test and the Galaxy tools want it.
set -eu
target=$1/ansible_collections/bauer_group/remote_maintenance
rm -rf "$target"
mkdir -p "$target"
git ls-files -z --cached | while IFS= read -r -d '' file; do [ -e "$file" ] && printf '%s\0' "$file"; done |
    tar --create --null --files-from=- | tar --extract --directory "$target"
echo "$target"
