"""Work done in a process of its own, which can be limited, killed and forgotten.

A reader of foreign files may hang, eat all memory or crash; here none of it reaches the program.
"""

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar, cast

from ssj_desktop.errors import DeskError
from ssj_desktop.intake.limits import MEGABYTE, Limits

P = ParamSpec("P")
T = TypeVar("T")

_POLL_SECONDS = 0.05
_HINT = "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再试；文件很大的，分成几个文件。"


def run_apart(
    limits: Limits,
    cancelled: Callable[[], bool],
    work: Callable[P, T],
    *args: P.args,
    **kw: P.kwargs,
) -> T:
    """Return ``work(…)``, done by a freshly spawned process that is gone when this returns.

    ``work`` is importable by name; it, its arguments and its result can be pickled. ``cancelled``
    is asked about 20 times a second.

    Raises:
        DeskError: ``work`` raised it, the process crashed, or took too long or too much memory,
            or ``cancelled`` said so.
        RuntimeError: a bug: ``work`` raised anything else; the text is its traceback.
    """
    context = multiprocessing.get_context("spawn")
    inbox, outbox = context.Pipe(duplex=False)
    process = context.Process(
        target=_serve, args=(outbox, limits.memory_bytes, work, args, kw), daemon=True
    )
    try:
        process.start()
        outbox.close()  # so that the worker's end is the only one, and its death is told
        _wait(inbox, limits.seconds, cancelled)
        answer = inbox.recv_bytes()
    except (EOFError, ConnectionError) as error:
        raise DeskError("读取程序中途退出，这个文件没有读成。", _HINT) from error
    finally:
        inbox.close()
        if process.pid is not None:
            process.kill()
            process.join()
            process.close()
    return cast(T, _unpack(answer))


def _wait(inbox: Connection, seconds: float, cancelled: Callable[[], bool]) -> None:
    deadline = time.monotonic() + seconds
    while not inbox.poll(_POLL_SECONDS):
        if cancelled():
            raise DeskError("已取消。", "名录没有改动。")
        if time.monotonic() > deadline:
            raise DeskError(f"读取超过 {seconds:g} 秒还没有完成，已停止。", _HINT)


def _unpack(answer: bytes) -> object:
    said = pickle.loads(answer)
    match said:
        case ("done", result):
            return result
        case ("told", message, hint):
            raise DeskError(message, hint)
        case _:
            raise RuntimeError(said[1])


def _serve(
    outbox: Connection,
    memory_bytes: int,
    work: Callable[..., object],
    args: tuple[object, ...],
    kw: dict[str, object],
) -> None:
    """Run ``work`` in the worker and send what became of it, as one message."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which kills this one
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a crashing library's last words
    gc.disable()  # the process lives for one file
    _limit_memory(memory_bytes)
    said: tuple[object, ...]
    try:
        said = ("done", work(*args, **kw))
    except DeskError as error:
        said = ("told", error.message, error.hint)
    except MemoryError:
        said = ("told", f"读取这个文件要用的内存超过 {memory_bytes // MEGABYTE} MB。", _HINT)
    except Exception:
        said = ("bug", traceback.format_exc())
    outbox.send_bytes(pickle.dumps(said, protocol=5))


def _limit_memory(memory_bytes: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
