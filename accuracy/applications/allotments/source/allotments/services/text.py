import re

import nh3
from markupsafe import Markup

LINK = re.compile(r"\[([^\]]{1,80})\]\(([^)\s]{1,300})\)")


def render_notice(body):
    html = LINK.sub(r'<a href="\2">\1</a>', body)
    return Markup(html.replace("\n\n", "<br><br>"))


def render_comment(body):
    return Markup(nh3.clean(body, tags={"b", "i", "em", "strong"}))
