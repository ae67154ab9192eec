"""Texts of practices for their public pages."""
from __future__ import annotations

import re

from markupsafe import Markup, escape

_ACTIVE = re.compile(r"<(script|iframe|object|embed)\b.*?(</\1\s*>|$)", re.I | re.S)


def rich_text(source: str) -> Markup:
    """Practices may format their text; active elements are taken out."""
    return Markup(_ACTIVE.sub("", source).replace("\n", "<br>\n"))


def team_line(people) -> Markup:
    """`<b>Name</b>, speciality` for each practitioner."""
    return Markup("; ").join(Markup("<b>{}</b>, {}").format(p.name, p.speciality) for p in people)
