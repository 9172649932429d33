"""A site of its own for a proof: its database, its folder, its broker, and live processes on them."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from tests.proofs import services

ROOT = Path(__file__).resolve().parents[2]


class Site:
    """Processes of one site. Functions run in a child by their path: `tests.proofs.prove_x:function`."""

    def __init__(self, directory: Path, database_url: str, broker_url: str, port: int) -> None:
        self.directory, self.port = directory, port
        self.origin = f"http://127.0.0.1:{port}"
        self.processes: list[subprocess.Popen[str]] = []
        self.env = {
            **{k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "AMQP_URL", "DATABASE_URL")},
            "DJANGO_SETTINGS_MODULE": "lms.settings.demo",
            "VAR_DIR": str(directory),
            "DATABASE_URL": database_url,
            "AMQP_URL": broker_url,  # any broker address that kombu knows
            "CELERY_QUEUE": f"proof-{uuid4().hex[:8]}",
            "PORT": str(port),
            "SITE_ORIGIN": self.origin,
        }

    def manage(self, *arguments: str) -> str:
        """Run a management command to its end; its output. CalledProcessError when it fails."""
        return self._finish(self._start([sys.executable, "manage.py", *arguments], output=True))

    def call(self, function: str, *arguments: Any) -> Any:
        """Run a function in a process of its own to its end; what it returned (through JSON)."""
        return self.result(self.start(function, *arguments))

    def start(self, function: str, *arguments: Any) -> subprocess.Popen[str]:
        """Start a function in a live process of its own; `result` waits for it."""
        command = [sys.executable, "-m", "tests.proofs.child", function, json.dumps(arguments)]
        return self._start(command, output=True)

    def result(self, process: subprocess.Popen[str]) -> Any:
        """Wait for a process started with `start`; what its function returned."""
        return json.loads(self._finish(process).rstrip().rpartition("\n")[2])

    def serve(self, workers: int = 2) -> None:
        """Start the web server and wait until it answers."""
        self.collect_static()
        self.start_web(self.port, workers)
        wait_until(lambda: answers(f"{self.origin}/healthz"), seconds=60)

    def collect_static(self) -> None:
        """Collect what pages are drawn with, or take what was collected for the templates."""
        if collected := os.environ.get(services.template("static")):
            (self.directory / "static").symlink_to(collected)
        else:
            self.manage("collectstatic", "--noinput", "-v", "0")

    def start_web(
        self, port: int, workers: int, application: str = "lms.wsgi", **environment: str
    ) -> subprocess.Popen[str]:
        """Start gunicorn on a port, with a different environment (other settings, say)."""
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            application,
            "--bind",
            f"127.0.0.1:{port}",
            "--preload",
            "--no-control-socket",
        ]
        options = ["--workers", str(workers), "--timeout", "120", "--log-level", "error"]
        return self._start([*command, *options], environment=environment)

    def worker(self, concurrency: int = 2, beat: bool = True, **environment: str) -> subprocess.Popen[str]:
        """Start a Celery worker with pool children (and the clock), in a process group of its own."""
        name = f"w{uuid4().hex[:6]}@proof"
        celery = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "lms",
            "worker",
            "-l",
            "error",
            "-c",
            str(concurrency),
            "-n",
            name,
        ]
        return self._start([*celery, *(["-B"] if beat else [])], environment=environment)

    def clock(self) -> subprocess.Popen[str]:
        """Start the clock that ticks for all workers, where none of them has its own."""
        return self._start([sys.executable, "-m", "celery", "-A", "lms", "beat", "-l", "error"])

    def _start(
        self, command: list[str], output: bool = False, environment: dict[str, str] | None = None
    ) -> subprocess.Popen[str]:
        log = (self.directory / "processes.log").open("a")
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**self.env, **(environment or {})},
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if output else log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        self.processes.append(process)
        return process

    def _finish(self, process: subprocess.Popen[str]) -> str:
        output, _ = process.communicate()
        self.processes.remove(process)
        if process.returncode:
            sys.stderr.write((self.directory / "processes.log").read_text()[-4000:])
            raise subprocess.CalledProcessError(process.returncode, process.args, output)
        return output

    def close(self) -> None:
        """End every process that still runs, with its children, also frozen ones."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.processes.clear()


@contextmanager
def site(database: str = "sqlite", broker: str = "filesystem", *, broker_url: str = "") -> Iterator[Site]:
    """A migrated site on the database (`sqlite`, `postgresql`) and broker (`filesystem`, `redis`, `rabbitmq`,
    or a `broker_url` of the proof's own).
    """
    with tempfile.TemporaryDirectory(prefix="jyldyz-proof-") as name, services.database(database, Path(name)) as url:
        proof_site = Site(Path(name), url, broker_url or services.BROKERS[broker], free_port())
        try:
            if services.template(database) not in os.environ:
                proof_site.manage("migrate", "-v", "0")
            yield proof_site
        finally:
            proof_site.close()


@contextmanager
def templates() -> Iterator[None]:
    """Migrate a database of each kind and collect static files once, for the sites of this process and of its
    children to begin from.
    """
    with ExitStack() as stack:
        with ThreadPoolExecutor(len(services.DATABASES)) as pool:
            made = list(pool.map(lambda kind: stack.enter_context(site(kind)), services.DATABASES))
        made[0].collect_static()
        begin_from = {"static": str(made[0].directory / "static")}
        for kind, one in zip(services.DATABASES, made, strict=True):
            begin_from[kind] = urlsplit(one.env["DATABASE_URL"]).path[1:]  # a name on the server, or the file
        for kind, place in begin_from.items():
            stack.enter_context(_variable(services.template(kind), place))
        yield


@contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    os.environ[name] = value
    yield
    del os.environ[name]


def answers(url: str) -> bool:
    """Does the address answer, whatever it says? Redirections are not followed."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=2)
    try:
        connection.request("GET", parts.path)
        return bool(connection.getresponse().status)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def free_port() -> int:
    """A TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(true: Any, *, seconds: float, pause: float = 0.1) -> None:
    """Wait until the function returns something true; TimeoutError after so many seconds."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"{true} stayed false for {seconds} s")
        time.sleep(pause)
