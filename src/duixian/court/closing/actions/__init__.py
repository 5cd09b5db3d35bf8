"""What people do for the end of a case, and after it; the only code that writes what this room keeps."""

from duixian.court.closing.actions.closing import MATTERS, granted, propose, refused, state
from duixian.court.closing.actions.rechecks import recheck, schedule, tell
from duixian.court.closing.actions.revival import next_number, revive

__all__ = [
    "MATTERS",
    "granted",
    "next_number",
    "propose",
    "recheck",
    "refused",
    "revive",
    "schedule",
    "state",
    "tell",
]
