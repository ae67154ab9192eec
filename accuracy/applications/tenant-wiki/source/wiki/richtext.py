import nh3

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a", "br"}


def clean(html: str) -> str:
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href", "title"}}, url_schemes={"https", "mailto"}, link_rel="noopener nofollow")
