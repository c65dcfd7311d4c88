#!/bin/sh
# Unpacks other projects' collections for the tests: fetch_collections.sh PYTHON FOLDER NAMESPACE/NAME...
# They come from PyPI's package `ansible`, which carries the community's collections (54 MB, of which only these are kept).
set -eu
RELEASE=12.3.0
python=$1
folder=$2
shift 2

mkdir -p "$folder"
download=$(mktemp -d "$folder/.download.XXXXXX")
trap 'rm -rf "$download"' EXIT
echo "Unpacking into $folder: $*"
"$python" -m pip download --quiet --disable-pip-version-check --no-deps --dest "$download" "ansible==$RELEASE"
"$python" - "$download" "$folder" "$@" <<'PROGRAM'
import pathlib
import sys
import zipfile

download, folder, *collections = sys.argv[1:]
(wheel,) = pathlib.Path(download).glob("*.whl")
wanted = tuple(f"ansible_collections/{name}/" for name in collections)
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(folder, [name for name in archive.namelist() if name.startswith(wanted)])
missing = [name for name in collections if not pathlib.Path(folder, "ansible_collections", name).is_dir()]
if missing:
    sys.exit(f"{wheel.name} has no collection {', '.join(missing)}")
PROGRAM
