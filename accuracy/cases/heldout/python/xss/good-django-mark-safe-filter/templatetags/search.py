from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def highlight(words):
    return format_html("<em>{}</em>", words)
