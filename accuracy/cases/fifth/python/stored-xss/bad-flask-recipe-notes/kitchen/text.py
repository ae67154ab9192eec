import markdown


def to_html(source):
    return markdown.markdown(source or "", extensions=["tables"])
