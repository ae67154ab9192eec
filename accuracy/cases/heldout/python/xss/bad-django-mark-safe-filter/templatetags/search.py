from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def highlight(words):
    return mark_safe("<em>%s</em>" % words)
