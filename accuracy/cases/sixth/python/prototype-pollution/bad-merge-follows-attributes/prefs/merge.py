from collections.abc import Mapping
from typing import Any


def merge(source: Mapping[str, Any], target: Any) -> None:
    for key, value in source.items():
        if isinstance(target, dict):
            if isinstance(value, Mapping) and key in target:
                merge(value, target[key])
            else:
                target[key] = value
        elif hasattr(target, key):
            if isinstance(value, Mapping):
                merge(value, getattr(target, key))
            else:
                setattr(target, key, value)
