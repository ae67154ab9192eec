import subprocess
from dataclasses import dataclass

from litestar import Controller, Litestar, post


@dataclass
class Render:
    scene: str
    samples: int


class RenderController(Controller):
    path = "/renders"

    @post()
    async def start(self, data: Render) -> dict[str, str]:
        subprocess.Popen(["render", "--samples", str(data.samples), "--", data.scene])
        return {"state": "started"}


app = Litestar(route_handlers=[RenderController])
