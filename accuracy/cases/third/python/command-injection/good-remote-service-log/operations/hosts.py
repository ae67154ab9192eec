from dataclasses import dataclass


@dataclass(frozen=True)
class Host:
    address: str
    user: str


HOSTS = {
    "edge-1": Host("10.20.0.11", "reader"),
    "edge-2": Host("10.20.0.12", "reader"),
}
