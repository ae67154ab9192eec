import markdown
import nh3

TAGS = {"p", "ul", "ol", "li", "em", "strong", "table", "thead", "tbody", "tr", "td", "th"}


def to_html(source):
    return nh3.clean(markdown.markdown(source or "", extensions=["tables"]), tags=TAGS, attributes={})
