"""An institution that answers searches over HTTP, for the sample courts and for tests.

It is a real server with faults that real institutions have: it answers late, twice, wrongly, with an
error, or not at all.
"""

from duixian.demo.institution.desk import Desk, Faults
from duixian.demo.institution.server import InstitutionServer

__all__ = ["Desk", "Faults", "InstitutionServer"]
