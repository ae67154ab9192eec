import yaml


class Reading:
    encoding = "utf-8"
    loader = yaml.UnsafeLoader
