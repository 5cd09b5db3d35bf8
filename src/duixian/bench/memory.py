"""The most memory that this process has held."""

from __future__ import annotations

import resource


def peak_mib() -> int:
    """Peak resident memory of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
