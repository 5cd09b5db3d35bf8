"""The command line `duixian`: reads arguments, calls a room, prints what it says.

Exit 0: done. Exit 2: the input is wrong, one Chinese line each on standard error. Exit 1: our fault.
Each module here registers its own commands; heavy imports wait until a command runs.
"""

from __future__ import annotations

import sys
import traceback
from typing import NoReturn

import typer

from duixian.cli import bench, calculate, digest, funds, ledger, service
from duixian.law.errors import DuixianError

app = typer.Typer(
    name="duixian",
    help="兑现：把纸上权益变成真金白银。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for room in (calculate, ledger, service, digest, funds, bench):
    room.register(app)


def main() -> NoReturn:
    """Run the command of sys.argv and leave with the contract's exit code."""
    try:
        code = app(standalone_mode=False)
    except typer.Abort:
        print("已取消。", file=sys.stderr)
        sys.exit(1)
    except typer.TyperException as error:
        # The base of all misuse; its subclasses put the option's name into format_message().
        said = getattr(error, "format_message", error.__str__)()
        if said:
            print(f"命令写法不对：{said}；用 duixian --help 看用法", file=sys.stderr)
        sys.exit(2)
    except DuixianError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except Exception:
        traceback.print_exc()
        print("程序出错，这不是您的问题；请把上面的内容交给管理员。", file=sys.stderr)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
