"""Measuring a web server from outside: CPU of its processes per request, latencies, bytes."""

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent.parent
TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """User and system seconds of a process and all its descendants, living ones only."""
    total = 0.0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and descends(int(entry.name), pid):
            try:
                parts = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            total += (int(parts[11]) + int(parts[12])) / TICK
    return total


def descends(pid: int, ancestor: int) -> bool:
    while pid > 1:
        if pid == ancestor:
            return True
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            return False
    return False


@dataclass
class Server:
    """A server process started for a measurement, with one signed-in connection to it."""

    name: str
    command: list[str]
    port: int
    env: dict[str, str]
    ready: str = "/healthz"
    cookies: dict[str, str] = field(default_factory=dict)
    process: Any = None
    cold_cpu: float = 0.0

    def start(self) -> "Server":
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                sys.exit(f"Something else listens on port {self.port}; {self.name} cannot be measured.")
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env={**os.environ, **self.env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _try in range(2400):  # two minutes, since another's work may take the machine
            try:
                if self.get(self.ready)[0] < 500:
                    break
            except OSError:
                time.sleep(0.05)
        else:
            self.stop()
            sys.exit(f"{self.name} did not start")
        self.cold_cpu = cpu_seconds(self.process.pid)
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        return self

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def get(self, path: str, *, fresh: bool = True) -> tuple[int, bytes]:
        return self.send("GET", path, None, fresh=fresh)

    def send(self, method: str, path: str, form: dict[str, str] | None, *, fresh: bool = False) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60) if fresh else self.connection
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if form is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": self.cookies.get("csrftoken", ""),
            }
            body = urlencode(form)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
        if fresh:
            connection.close()
        return answer.status, content

    def sign_in(self, path: str, user: str, password: str, field_name: str = "login") -> None:
        _status, page = self.get(path)
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {field_name: user, "password": password, "csrfmiddlewaretoken": token[1].decode() if token else ""}
        status, _page = self.send("POST", path, form)
        if status not in (301, 302):
            sys.exit(f"{self.name}: sign-in failed with {status}")


@dataclass
class Sample:
    """What a round of requests cost."""

    cpu_ms: float
    p50_ms: float
    p95_ms: float
    size: int


def run_round(
    server: Server,
    paths: Callable[[int], tuple[str, str, dict[str, str] | None]],
    n: int,
    expect: tuple[int, ...] = (200,),
) -> Sample:
    """Send n requests one after the other; every answer must have an expected status, so an error is never timed."""
    server.connection.close()  # a server ends a connection that waited while others were asked; this opens it anew
    before, times, size = cpu_seconds(server.process.pid), [], 0
    for i in range(n):
        method, path, form = paths(i)
        start = time.perf_counter()
        status, content = server.send(method, path, form)
        times.append((time.perf_counter() - start) * 1000)
        if status not in expect:
            sys.exit(f"{server.name} {path}: answered {status}\n{content[:600].decode(errors='replace')}")
        size = len(content)
    cpu = (cpu_seconds(server.process.pid) - before) * 1000 / n
    times.sort()
    return Sample(cpu, times[n // 2], times[min(n - 1, int(n * 0.95))], size)


def medians(samples: list[Sample]) -> Sample:
    return Sample(
        *(statistics.median(getattr(s, name) for s in samples) for name in ("cpu_ms", "p50_ms", "p95_ms", "size"))
    )
