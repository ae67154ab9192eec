from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def story(text):
    return mark_safe("<p>" + text.replace("\n\n", "</p><p>") + "</p>")


@register.filter
def remark(text):
    return mark_safe(conditional_escape(text).replace("\n", "<br>"))


@register.simple_tag
def chips(words):
    return format_html_join(" ", '<span class="chip">{}</span>', ((word,) for word in words.split(",")))
