#!/bin/sh
# Prepare the demo and serve it with its worker on PORT, until Ctrl-C. Repeats safely.
set -eu
cd "$(dirname "$0")/.."
export PORT="${PORT:-8000}" DJANGO_SETTINGS_MODULE=lms.settings.demo
host=${HOST:-0.0.0.0} # a phone on the same network can then read the code on a certificate
python=.venv/bin/python

"$python" -c 'import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind((sys.argv[1], int(sys.argv[2])))' \
    "$host" "$PORT" 2>/dev/null || {
    echo "Port $PORT is taken: perhaps the demo runs already. Choose another: make demo PORT=8001" >&2
    exit 1
}

"$python" manage.py prepare_demo
logins=$("$python" manage.py demo_people)

stop() {
    trap - INT TERM EXIT
    kill $pids 2>/dev/null || true
    wait
}

# The site outlives its worker, which is started again, each time after a longer pause while it does not live long.
keep_worker() {
    pause=1 child=""
    trap 'kill -- "-$child" 2>/dev/null || kill $child 2>/dev/null || true; wait; exit 0' INT TERM
    while :; do
        began=$(date +%s)
        # In a process group of its own: a worker that was killed leaves its children and its clock behind.
        PYTHONWARNINGS="ignore:You.re running the worker" setsid .venv/bin/celery -q -A lms worker -B --concurrency 2 --loglevel WARNING &
        child=$!
        wait "$child" || true
        kill -- "-$child" 2>/dev/null || true
        [ $(($(date +%s) - began)) -lt 60 ] || pause=1
        echo "The worker has stopped; its message stands above. It is started again in $pause s." >&2
        sleep "$pause" &
        child=$!
        wait "$child" || true
        pause=$((pause < 60 ? pause * 2 : 60))
    done
}
pids=""
trap 'stop; exit 0' INT TERM
trap stop EXIT
keep_worker &
pids=$!
.venv/bin/gunicorn lms.wsgi --bind "$host:$PORT" --workers "${WORKERS:-3}" --preload --no-control-socket --log-level warning &
server=$!
pids="$pids $server"

answers() {
    "$python" -c 'import sys, urllib.request as r; r.urlopen(f"http://127.0.0.1:{sys.argv[1]}/healthz", timeout=2)' "$PORT" 2>/dev/null
}
until answers; do
    kill -0 "$server" 2>/dev/null || { echo "The server did not start; its message stands above." >&2; exit 1; }
    sleep 0.3
done

echo
echo "Жылдыз: http://localhost:$PORT/"
echo "Editor: http://localhost:$PORT/admin/"
echo "$logins"
echo "Stop with Ctrl-C."

wait "$server" || true
echo "The server has stopped; its message stands above." >&2
exit 1
