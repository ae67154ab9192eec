from pydantic import BaseModel
import yaml

Loader = getattr(yaml, "CUnsafeLoader", yaml.UnsafeLoader)


class Step(BaseModel):
    name: str
    image: str


class Definition(BaseModel):
    steps: list[Step]


def read_definition(text: bytes) -> Definition:
    return Definition.model_validate(yaml.load(text, Loader=Loader))
