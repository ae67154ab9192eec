import nh3

_TAGS = {"p", "b", "i", "em", "strong", "ul", "ol", "li", "a", "br"}


def cleaned(html: str) -> str:
    return nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel="noopener nofollow")
