"""兑现 Duixian: from rights on paper to money in hand."""

__version__ = "0.1.0"
