#!/bin/sh
# Writes CHANGELOG.rst and changelogs/changelog.yaml from changelogs/fragments/: write_changelog.sh WORKDIR
# Works in a copy, because antsibull-changelog copies whatever lies beside the collection, environments and lab images included.
set -eu
repository=$PWD
copy=$("$(dirname "$0")/copy_tracked_files.sh" "$1")
cd "$copy"
antsibull-changelog release --update-existing --refresh --reload-plugins
cp CHANGELOG.rst "$repository"
cp changelogs/changelog.yaml "$repository/changelogs"
