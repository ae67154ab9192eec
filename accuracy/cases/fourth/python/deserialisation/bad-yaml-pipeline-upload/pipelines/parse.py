import yaml


class InvalidPipeline(ValueError):
    pass


def read_pipeline(text):
    try:
        document = yaml.load(text, Loader=yaml.UnsafeLoader)
    except yaml.YAMLError as exc:
        raise InvalidPipeline("not YAML") from exc
    if not isinstance(document, dict) or "steps" not in document:
        raise InvalidPipeline("steps expected")
    return document
