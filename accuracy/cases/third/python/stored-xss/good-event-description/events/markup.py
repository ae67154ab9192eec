import nh3

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}


def clean_markup(text: str) -> str:
    return nh3.clean(text, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "mailto"})
