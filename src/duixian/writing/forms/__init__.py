"""文书: the papers of enforcement as docx.

A form is a text with places for facts. From the text a docx template is made; a court may download that
template, change it in Word and put it in its place. Both are filled in the same way.
"""

from duixian.writing.forms.check import LARGEST_TEMPLATE, check_template
from duixian.writing.forms.form import FORMS, Ask, Form, known_places
from duixian.writing.forms.render import render
from duixian.writing.forms.template import default_template

__all__ = [
    "FORMS",
    "LARGEST_TEMPLATE",
    "Ask",
    "Form",
    "check_template",
    "default_template",
    "known_places",
    "render",
]
