from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def with_breaks(text):
    """Line breaks of a remark are kept."""
    return mark_safe(text.replace("\n", "<br>"))


@register.filter
def badge(voice):
    return format_html('<span class="voice">{}</span>', voice)
