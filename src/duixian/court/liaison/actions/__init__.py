"""What people do with those who assist and on the road; the only code of this room that writes."""

from duixian.court.liaison.actions.facts import Arrival, PhotoFacts, SightingFacts, VisitPlan, VisitRecord
from duixian.court.liaison.actions.requests import answer, ask
from duixian.court.liaison.actions.sightings import note_sighting
from duixian.court.liaison.actions.tours import add_visit, call_off_visit, move_visit, plan_tour, put_in_order
from duixian.court.liaison.actions.visits import Conflict, add_photo, arrive, record_visit

__all__ = [
    "Arrival",
    "Conflict",
    "PhotoFacts",
    "SightingFacts",
    "VisitPlan",
    "VisitRecord",
    "add_photo",
    "add_visit",
    "answer",
    "arrive",
    "ask",
    "call_off_visit",
    "move_visit",
    "note_sighting",
    "plan_tour",
    "put_in_order",
    "record_visit",
]
