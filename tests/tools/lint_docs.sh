#!/bin/sh
# Checks the plugins' documentation and the changelog's fragments in a copy of the tracked files: lint_docs.sh WORKDIR
set -eu
copy=$("$(dirname "$0")/copy_tracked_files.sh" "$1")
cd "$copy"
antsibull-docs lint-collection-docs --plugin-docs --validate-collection-refs=all .
antsibull-changelog lint
