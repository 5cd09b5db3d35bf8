"""The project's own few exceptions; each carries a sentence that a clerk understands."""

from __future__ import annotations

from collections.abc import Iterable


class DuixianError(Exception):
    """Anything the program says no to; str() is the Chinese sentence to show."""


class InputError(DuixianError):
    """The input is wrong: where (row or field), why, and what to do about it."""

    def __init__(self, where: str, why: str, remedy: str) -> None:
        self.where, self.why, self.remedy = where, why, remedy
        super().__init__(f"{where}：{why}；{remedy}" if where else f"{why}；{remedy}")


class InputErrors(DuixianError):
    """Several faults of one input, told together so that nobody mends them one by one."""

    def __init__(self, errors: Iterable[InputError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


class UnknownRate(InputError):
    """A period runs past the last quote that the tables know."""


class NotAllowed(DuixianError):
    """The actor may not do this; the sentence says whose right it would be."""


class Lapsed(InputError):
    """A term has ended and cannot be renewed; what follows is a new measure with a new rank."""
