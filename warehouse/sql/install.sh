#!/bin/sh
# Installs a Python program of the tests into a private folder: install.sh FOLDER REQUIREMENTS. Does nothing when the folder already holds
# what the requirements say. PYTHON names another Python (3.10 or later) than python3.
set -eu
home=$1
wanted=$2
if cmp -s "$wanted" "$home/installed.txt"; then
  exit 0
fi
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || {
  echo "The tests of the warehouse need Python 3.10 or later with venv and pip; set PYTHON to one. Found: $("$python" --version 2>&1 || true)" >&2
  exit 1
}
rm -rf "$home"
"$python" -m venv "$home"
"$home/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: --requirement "$wanted"
cp "$wanted" "$home/installed.txt"
