from string import Template


def render_mail(source, order):
    values = {"number": str(order["number"]), "customer": order["customer"], "shop": order["shop"]}
    return Template(source).safe_substitute(values)
