"""A small load generator: processes that ask one address after the other over plain sockets."""

import multiprocessing
import socket
import time
from dataclasses import dataclass
from itertools import cycle
from statistics import median, quantiles


@dataclass(frozen=True)
class Ask:
    """A request that is repeated, with one cookie header a person in turn; empty for a visitor.

    `body` is sent by POST. A `{person}` in path and body is replaced by what `people` holds for the person.
    """

    port: int
    path: str
    cookies: tuple[str, ...] = ("",)
    bodies: tuple[str, ...] = ("",)
    paths: tuple[str, ...] = ()

    def raw(self) -> list[bytes]:
        """The requests, ready to send."""
        paths = self.paths or (self.path,) * len(self.cookies)
        bodies = self.bodies if len(self.bodies) == len(self.cookies) else self.bodies * len(self.cookies)
        return [self._raw(p, c, b) for p, c, b in zip(paths, self.cookies, bodies, strict=True)]

    def _raw(self, path: str, cookie: str, body: str) -> bytes:
        lines = [f"{'POST' if body else 'GET'} {path} HTTP/1.0", "Host: localhost", "X-Forwarded-Proto: https"]
        if cookie:
            lines.append(f"Cookie: {cookie}")
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded", "Referer: https://localhost/"]
            lines.append(f"Content-Length: {len(body.encode())}")
        return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def ask(port: int, request: bytes) -> bytes:
    """Send one request; the whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def _client(port: int, requests: list[bytes], seconds: float, out: "multiprocessing.Queue[list[float]]") -> None:
    times, end = [], time.perf_counter() + seconds
    for request in cycle(requests):
        begun = time.perf_counter()
        answer = ask(port, request)
        times.append(time.perf_counter() - begun)
        if answer[9:10] not in (b"2", b"3"):  # the first digit of the status
            raise RuntimeError(answer[:300])
        if time.perf_counter() > end:
            break
    out.put(times)


def measure(what: Ask, *, clients: int, seconds: float) -> dict[str, float]:
    """Requests a second and the median and 95th percentile of their milliseconds."""
    requests = what.raw()
    out: multiprocessing.Queue[list[float]] = multiprocessing.Queue()
    share = max(len(requests) // clients, 1)
    workers = [
        multiprocessing.Process(
            target=_client, args=(what.port, requests[n * share :] + requests[: n * share], seconds, out)
        )
        for n in range(clients)
    ]
    begun = time.perf_counter()
    for worker in workers:
        worker.start()
    times = [t for _ in workers for t in out.get(timeout=seconds + 60)]
    for worker in workers:
        worker.join()
    elapsed = time.perf_counter() - begun
    milliseconds = [t * 1000 for t in times]
    return {
        "rps": len(times) / elapsed,
        "p50_ms": median(milliseconds),
        "p95_ms": quantiles(milliseconds, n=20)[-1],
    }
