"""Two workers, and what befalls them: pool children killed, whole workers killed, workers frozen."""

import os
import random
import signal
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

from tests.proofs.harness import Site

KINDS = ("child", "worker", "child", "freeze")


class Workers:
    """Workers of a site that are killed and frozen, and replaced at once, as a supervisor would."""

    def __init__(self, site: Site, count: int = 2) -> None:
        self.site, self.chance = site, random.Random(4)
        self.running = [site.worker(beat=False) for _ in range(count)]
        self.frozen: list[threading.Timer] = []
        self.done: dict[str, int] = dict.fromkeys(KINDS, 0)

    def harm(self, kills: int, every: float, longest_freeze: float) -> None:
        """So many kills and freezes, one after the other; the last freeze is the longest one."""
        for number in range(kills):
            time.sleep(every)
            kind = KINDS[number % len(KINDS)]
            worker = self.chance.choice(self.running)
            if kind == "child":
                self._kill_child(worker)
            elif kind == "worker":
                self._replace(worker)
            else:
                last = number + len(KINDS) >= kills
                self._freeze(worker, longest_freeze if last else self.chance.uniform(1, 5))
            self.done[kind] += 1

    def thaw(self) -> None:
        """Wait until nothing is frozen any more."""
        for timer in self.frozen:
            timer.join()

    def _kill_child(self, worker: subprocess.Popen[str]) -> None:
        children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
        if children:
            with suppress(ProcessLookupError):
                os.kill(int(self.chance.choice(children)), signal.SIGKILL)

    def _replace(self, worker: subprocess.Popen[str]) -> None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        self.running.remove(worker)
        self.running.append(self.site.worker(beat=False))

    def _freeze(self, worker: subprocess.Popen[str], seconds: float) -> None:
        os.killpg(worker.pid, signal.SIGSTOP)
        timer = threading.Timer(seconds, self._wake, [worker.pid])
        timer.start()
        self.frozen.append(timer)

    @staticmethod
    def _wake(group: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGCONT)
