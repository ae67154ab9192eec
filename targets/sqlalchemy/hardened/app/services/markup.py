"""Texts of practices for their public pages."""
from __future__ import annotations


from markupsafe import Markup, escape

def rich_text(source: str) -> Markup:
    return escape(source).replace("\n", Markup("<br>\n"))


def team_line(people) -> Markup:
    """`<b>Name</b>, speciality` for each practitioner."""
    return Markup("; ").join(Markup("<b>{}</b>, {}").format(p.name, p.speciality) for p in people)
