"""Ways to take a database away from a live site, and to give it back."""

import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

PIECE = 65536


class Wire:
    """A TCP proxy before a server: it passes on, is cut (connections reset, new ones refused) or frozen."""

    def __init__(self, host: str, port: int) -> None:
        self.server = (host, port)
        self.flowing = threading.Event()
        self.flowing.set()
        self.is_cut = False
        self.ends: set[socket.socket] = set()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.door.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self.door.accept()
                if self.is_cut:
                    near.close()
                    continue
                far = socket.create_connection(self.server)
                self.ends |= {near, far}
                for here, there in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(here, there), daemon=True).start()

    def _pass_on(self, here: socket.socket, there: socket.socket) -> None:
        with suppress(OSError):
            while piece := here.recv(PIECE):
                self.flowing.wait()
                there.sendall(piece)
        for end in (here, there):
            self.ends.discard(end)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    @contextmanager
    def cut(self) -> Iterator[None]:
        """All connections break in the middle of whatever they carried, and none is taken."""
        self.is_cut = True
        for end in list(self.ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        try:
            yield
        finally:
            self.is_cut = False

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Connections stay and carry nothing."""
        self.flowing.clear()
        try:
            yield
        finally:
            self.flowing.set()

    def close(self) -> None:
        """Let everything go."""
        self.flowing.set()
        self.door.close()


def wire_to(url: str) -> tuple[Wire, str]:
    """A wire to the server of a database URL, and the URL that leads through it."""
    parts = urlsplit(url)
    wire = Wire(parts.hostname or "127.0.0.1", parts.port or 5432)
    user = f"{parts.username}:{parts.password}@" if parts.password else f"{parts.username}@" if parts.username else ""
    return wire, parts._replace(netloc=f"{user}127.0.0.1:{wire.port}").geturl()


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program holds the SQLite file for itself."""
    connection = sqlite3.connect(file, timeout=60, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")
    finally:
        connection.close()
