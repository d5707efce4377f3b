"""A small library, its index, and a real server over it: for tests of the doors."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]

LIBRARY = {
    "night-reading.txt": (
        "海湾图书馆的夜读活动\n\n"
        "海湾图书馆于2021年4月18日举办第一次夜读活动，共有326名读者参加。"
        "馆长林小满在开幕时介绍了新购的望远镜。\n\n"
        "夜读活动每月举行一次，地点在图书馆三楼的观星厅。参加者可以免费借用双筒望远镜。\n"
    ),
    "tea.txt": (
        "𠮷野茶會\n\n"
        "茶會由𠮷野山的農友協會主辦，在十月三日舉行，邀請了四十二位茶農。"
        "會後，大家在溪邊種下了櫻花樹。\n\n"
        "協會會長𠮷田說，茶會的收入全部用於修繕山路。\n"
    ),
    "weather.txt": (
        "山顶气象站\n\n"
        "山顶气象站由工程师周远航在1998年建成，海拔2417米。"
        "站内<img src=x onerror=window.broken=1>记录的最低气温是零下三十一度。"
        "</p><script>window.broken=1</script>值班员每六小时报告一次。\n"
    ),
    "ferry.md": (
        "# 渡轮时刻\n\n从南岸到北岸的渡轮每天有十二班，头班在清晨五点四十分开出。\n\n"
        "渡轮公司规定，学生凭证件半价，自行车不另收费。\n"
    ),
}


def environment(**extra: str) -> dict[str, str]:
    """The process environment without settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FORUMQA_")}
    path = os.pathsep.join([str(ROOT), *filter(None, [kept.get("PYTHONPATH")])])
    return {**kept, "PYTHONPATH": path, "PYTHONWARNINGS": "error", **extra}


def write_library(folder: Path, library: Mapping[str, str] = LIBRARY) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in library.items():
        (folder / name).write_bytes(text.encode())
    return folder


def run_cli(
    arguments: Sequence[str], cwd: Path, stdin: bytes | None = None, **extra: str
) -> subprocess.CompletedProcess[bytes]:
    """One command as a person would run it."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=environment(**extra),
        timeout=120,
        check=False,
    )


@dataclass
class RunningServer:
    """A server process, where it answers, and what it logs."""

    process: subprocess.Popen[str]
    url: str
    log: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=15)


@contextlib.contextmanager
def serving(cwd: Path, *arguments: str, **extra: str) -> Generator[RunningServer]:
    """``forumqa serve`` on a free port, stopped at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--port", "0", *arguments],
        cwd=cwd,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**extra),
    )
    assert process.stderr is not None
    log: list[str] = []
    url = None
    for line in process.stderr:
        log.append(line)
        if found := re.search(r"answers at (http://\S+)", line):
            url = found[1]
            break
    if url is None:
        raise AssertionError(f"the server did not start: {''.join(log)}")
    drain = threading.Thread(target=log.extend, args=(process.stderr,), daemon=True)
    drain.start()
    server = RunningServer(process, url, log)
    try:
        yield server
    finally:
        if process.poll() is None:
            server.stop()
        drain.join(timeout=5)
        process.stderr.close()
