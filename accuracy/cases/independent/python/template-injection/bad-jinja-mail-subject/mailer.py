from jinja2 import Environment, FileSystemLoader

environment = Environment(loader=FileSystemLoader("templates"), autoescape=True)


def preview(subject, customer):
    template = environment.from_string(subject)
    return template.render(customer=customer)
