from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def searched_for(term):
    return mark_safe(f"Results for <mark>{term}</mark>")
