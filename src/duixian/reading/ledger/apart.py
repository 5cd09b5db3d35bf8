"""One sheet of a workbook as Arrow, read in a process of its own.

Two cells written at opposite ends of a sheet make the reader ask for a table of all the cells
between them. Where that memory is not to be had, the whole process ends: let it be this one.

Run as a file: apart.py WORKBOOK SHEET RESULT. Without SHEET the names of the sheets are printed.
Leaves with 3 where the sheet is larger than a ledger may be.
"""

from __future__ import annotations

import json
import sys

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 300_000, 300, 15_000_000
TOO_LARGE = 3
_MEMORY = 3 << 30


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(workbook: str, sheet: str = "", result: str = "") -> int:
    """Read the sheet of that name. Returns the exit code."""
    _limit_memory()
    import fastexcel

    reader = fastexcel.read_excel(workbook)
    if not result:
        print(json.dumps(reader.sheet_names))
        return 0
    loaded = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    height, width = loaded.height, loaded.width
    if height > MOST_ROWS or width > MOST_COLUMNS or height * width > MOST_CELLS:
        return TOO_LARGE
    import pyarrow

    batch = loaded.to_arrow()
    with pyarrow.OSFile(result, "wb") as out, pyarrow.ipc.new_stream(out, batch.schema) as stream:
        stream.write_batch(batch)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
