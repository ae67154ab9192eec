import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_md = MarkdownIt("commonmark", {"html": False})
_TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "code", "h3", "h4", "a", "br"}


def rendered(text: str) -> Markup:
    clean = nh3.clean(_md.render(text), tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel="noopener nofollow")
    return Markup(clean)
