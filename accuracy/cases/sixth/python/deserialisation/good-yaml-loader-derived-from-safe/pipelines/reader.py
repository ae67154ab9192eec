from datetime import timedelta
from typing import Any

import yaml


class PipelineLoader(yaml.SafeLoader):
    """YAML with !minutes for the durations of steps."""


def minutes(loader: yaml.Loader, node: yaml.ScalarNode) -> timedelta:
    return timedelta(minutes=int(loader.construct_scalar(node)))


PipelineLoader.add_constructor("!minutes", minutes)


class Reader:
    def __init__(self, loader=PipelineLoader, limit: int = 64_000) -> None:
        self.loader = loader
        self.limit = limit

    def read(self, text: str) -> dict[str, Any]:
        if len(text) > self.limit:
            raise ValueError("too long")
        content = yaml.load(text, Loader=self.loader)
        if not isinstance(content, dict):
            raise ValueError("a mapping is expected")
        return content
