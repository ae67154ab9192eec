import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

register = template.Library()
MENTION = re.compile(r"@([a-z0-9_]{2,30})")


@register.filter(needs_autoescape=True)
def with_mentions(text, autoescape=True):
    escaped = str(conditional_escape(text))
    linked = MENTION.sub(lambda m: f'<a href="/u/{m[1]}/">@{m[1]}</a>', escaped)
    return mark_safe(linked)
