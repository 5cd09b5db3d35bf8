"""日历订阅: a private address for one person's days, shown once, revoked at any time."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.utils import timezone

from duixian.court.agenda.models import Subscription
from duixian.court.cases.actions.acting import action
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff


@action
def subscribe(actor: Staff, *, with_names: bool = False) -> str:
    """A new token; the one before it opens nothing any more. Raises NotAllowed."""
    access.require(actor, Act.VIEW_CASES)
    _end(actor)
    token = secrets.token_urlsafe(32)
    Subscription.objects.create(staff=actor, token_sha256=_hash(token), with_names=with_names)
    return token


@action
def revoke(actor: Staff) -> bool:
    """End the actor's subscription; whether there was one."""
    return _end(actor)


def reader_of(token: str) -> Subscription | None:
    """The subscription of a token, while it is in force and its person may still see cases."""
    rows = Subscription.objects.filter(token_sha256=_hash(token), revoked_at=None)
    found = rows.select_related("staff").first()
    return found if found and access.may(found.staff, Act.VIEW_CASES) else None


def _end(actor: Staff) -> bool:
    # The person's own row is held, so that two new addresses at once leave one in force.
    Staff.objects.select_for_update(no_key=True).get(pk=actor.pk)
    in_force = Subscription.objects.filter(staff=actor, revoked_at=None)
    return bool(in_force.update(revoked_at=timezone.now()))


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
