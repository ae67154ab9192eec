from typing import ClassVar


class Exporter:
    registry: ClassVar[dict[str, type["Exporter"]]] = {}
    format: ClassVar[str]

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Exporter.registry[cls.format] = cls

    def write(self, account_id: int) -> str:
        raise NotImplementedError
