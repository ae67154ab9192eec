import nh3
from django import template
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

register = template.Library()
_markdown = MarkdownIt("commonmark", {"html": False})
_TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "h3", "a"}


@register.filter
def markdown(text):
    clean = nh3.clean(_markdown.render(text), tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel="noopener nofollow")
    return mark_safe(clean)
