"""反馈: what an institution answers to a search, from a table, xml or json to finds and answers.

Every row comes out once: as a find, as an answer ("none" and "error" are answers of their own, silence is
none), or refused with its reason. Nothing here knows whom a row speaks of; the court matches it.
"""

from duixian.reading.feedback.model import Answer, Feedback, Found, Refused
from duixian.reading.feedback.read import read_feedback

__all__ = ["Answer", "Feedback", "Found", "Refused", "read_feedback"]
