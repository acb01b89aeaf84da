#!/bin/sh
# Installs fakesnow into a private folder: install.sh FOLDER. Does nothing when the folder already holds what requirements.txt says.
# PYTHON names another Python (3.10 or later) than python3.
set -eu
home=$1
here=$(cd "$(dirname "$0")" && pwd)
if cmp -s "$here/requirements.txt" "$home/installed.txt"; then
  exit 0
fi
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || {
  echo "The tests need Python 3.10 or later with venv and pip, for fakesnow; set PYTHON to one. Found: $("$python" --version 2>&1 || true)" >&2
  exit 1
}
rm -rf "$home"
"$python" -m venv "$home"
"$home/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
cp "$here/requirements.txt" "$home/installed.txt"
