#!/bin/sh
# Make .venv and install exactly what the lock file names. Repeats safely.
# usage: deploy/setup.sh LOCKFILE
set -eu
lock=$1
python=${PYTHON:-python3}

missing=""
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Python 3.11 or newer is needed. Install it: apt-get install python3 python3-venv" >&2; exit 1; }
"$python" -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"
for library in libpango-1.0.so.0:libpango-1.0-0 libpangoft2-1.0.so.0:libpangoft2-1.0-0 libharfbuzz-subset.so.0:libharfbuzz-subset0; do
    "$python" -c "import ctypes; ctypes.CDLL('${library%%:*}')" 2>/dev/null || missing="$missing ${library##*:}"
done
if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing system packages:$missing"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "System packages are missing. Install them and run this again:" >&2
        echo "    sudo apt-get install$missing" >&2
        exit 1
    fi
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv
if command -v uv >/dev/null; then
    uv pip install -q --no-config --python .venv/bin/python --require-hashes -r "$lock"
else
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
fi
