"""What people do with the agenda: answer an alarm, keep a calendar's address; and each morning's list."""

from duixian.court.agenda.actions.answers import answer
from duixian.court.agenda.actions.calendars import reader_of, revoke, subscribe
from duixian.court.agenda.actions.digests import digest_of, store_digests

__all__ = ["answer", "digest_of", "reader_of", "revoke", "store_digests", "subscribe"]
