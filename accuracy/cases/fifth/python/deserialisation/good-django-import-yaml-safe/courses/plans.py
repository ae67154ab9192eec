from dataclasses import dataclass

import yaml


@dataclass
class Lesson:
    title: str
    minutes: int


class PlanReader:
    loader = yaml.SafeLoader

    def read(self, stream):
        document = yaml.load(stream, Loader=self.loader)
        if not isinstance(document, dict):
            raise ValueError("a plan is a mapping")
        for entry in document.get("lessons", []):
            yield Lesson(str(entry["title"]), int(entry["minutes"]))
