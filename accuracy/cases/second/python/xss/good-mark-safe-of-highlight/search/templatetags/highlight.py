from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def searched_for(term):
    return format_html("Results for <mark>{}</mark>", term)
