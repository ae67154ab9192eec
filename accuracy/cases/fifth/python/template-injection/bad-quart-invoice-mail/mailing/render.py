from jinja2 import Environment

environment = Environment(autoescape=True)


def render_mail(source, order):
    template = environment.from_string(source)
    return template.render(order=order, shop=order["shop"])
