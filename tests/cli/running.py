"""The command line as its users run it: a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run duixian with these arguments and standard input."""
    command = [sys.executable, "-m", "duixian.cli", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, timeout=120, check=False)
