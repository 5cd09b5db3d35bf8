"""The program beside the server that does long work: `python -m duixian.site.jobs DATA`.

It ends when its standard input closes, so that it never outlives the server that started it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from duixian.site.boot import connect


def main() -> None:
    """Do the waiting jobs, then each new one as it comes."""
    connect(Path(sys.argv[1]))
    from procrastinate.contrib.django import app

    threading.Thread(target=_end_with_starter, daemon=True).start()
    worker = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(worker) as working:
        working.run_worker(name="duixian", concurrency=1)


def _end_with_starter() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
