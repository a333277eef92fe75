"""A process → one that can open no socket: for readers of a store on disk, which must be able to open files.

Linux's seccomp filters (``prctl(2)``, ``seccomp(2)``) hold for this thread and for all that it starts, and cannot be
taken back.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import subprocess
import sys
from functools import cache

_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}  # AUDIT_ARCH_…, the number of socket(2) there
_NO_NEW_PRIVS, _SECCOMP, _FILTER = 38, 22, 2  # prctl(2)
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06  # classic BPF: BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K, BPF_RET
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4  # in struct seccomp_data
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("k", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


@cache
def possible() -> bool:
    """Say whether this system can do it: a process of its own tries."""
    if sys.platform != "linux" or platform.machine() not in _SOCKET:
        return False
    command = [sys.executable, "-c", f"from {__name__} import open_no_sockets as seal; seal()"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603  (our own module)


def open_no_sockets() -> None:
    """Let this process open no socket from now on: ``socket(2)`` fails with EPERM. Raises :class:`OSError`."""
    architecture, number = _SOCKET[platform.machine()]
    steps = (
        _Step(_LOAD, 0, 0, _ARCHITECTURE_AT),
        _Step(_JUMP_IF_EQUAL, 0, 2, architecture),  # the calls of another architecture have other numbers
        _Step(_LOAD, 0, 0, _NUMBER_AT),
        _Step(_JUMP_IF_EQUAL, 0, 1, number),
        _Step(_RETURN, 0, 0, _REFUSE),
        _Step(_RETURN, 0, 0, _ALLOW),
    )
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "the process cannot be kept from opening sockets")
