from jinja2 import DictLoader, Environment

environment = Environment(loader=DictLoader({"miss": "<p>No shop in {{ town }}.</p>"}), autoescape=True)
