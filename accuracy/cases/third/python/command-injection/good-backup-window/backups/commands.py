import shlex
from dataclasses import dataclass, field


@dataclass
class Pipeline:
    """Programs whose output feeds the next one; a shell is what connects them."""

    stages: list[str] = field(default_factory=list)

    def pipe(self, *words: object) -> "Pipeline":
        self.stages.append(shlex.join(str(word) for word in words))
        return self

    def __str__(self) -> str:
        return " | ".join(self.stages)
