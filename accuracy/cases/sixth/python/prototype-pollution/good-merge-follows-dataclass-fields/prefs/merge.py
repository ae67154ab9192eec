from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any


def merge(source: Mapping[str, Any], target: Any) -> None:
    for field in fields(target):
        if field.name not in source:
            continue
        value, current = source[field.name], getattr(target, field.name)
        if is_dataclass(current):
            if isinstance(value, Mapping):
                merge(value, current)
        elif isinstance(value, type(current)):
            setattr(target, field.name, value)
