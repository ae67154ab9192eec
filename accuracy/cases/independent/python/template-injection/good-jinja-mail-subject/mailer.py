from jinja2 import Environment, FileSystemLoader

environment = Environment(loader=FileSystemLoader("templates"), autoescape=True)


def preview(subject, customer):
    template = environment.get_template("subject.txt")
    return template.render(subject=subject, customer=customer)
