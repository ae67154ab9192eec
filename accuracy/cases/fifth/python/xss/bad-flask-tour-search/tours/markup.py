from markupsafe import Markup, escape

PAGE = "<!doctype html><title>{title}</title><main>{body}</main>"


def page(title, body):
    return PAGE.format(title=escape(title), body=body)


def bullet_list(names):
    items = Markup("").join(Markup("<li>{}</li>").format(name) for name in names)
    return Markup("<ul>{}</ul>").format(items)
