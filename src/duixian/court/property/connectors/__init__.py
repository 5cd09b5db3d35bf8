"""How institutions are reached: one small interface, and the two kinds of connector behind it.

To write the next one, read base.py: a connector sends requests and gives back deliveries as bytes. It
knows nothing of cases, and what it brings is judged elsewhere.
"""

from duixian.court.property.connectors.base import Connector, Delivered, Request, Sent
from duixian.court.property.connectors.files import FileExchange
from duixian.court.property.connectors.http import HttpConnector

__all__ = ["Connector", "Delivered", "FileExchange", "HttpConnector", "Request", "Sent"]
