import yaml
from litestar import Controller, Request, post
from litestar.exceptions import ClientException

from pipelines.guards import requires_user
from pipelines.reader import Reader
from pipelines.store import PipelineStore


class PipelineController(Controller):
    path = "/pipelines"
    guards = [requires_user]

    @post()
    async def create(self, request: Request, store: PipelineStore) -> dict[str, int]:
        text = (await request.body()).decode("utf-8", "replace")
        try:
            definition = Reader().read(text)
            steps = [str(step["run"]) for step in definition["steps"]]
        except (yaml.YAMLError, ValueError, KeyError, TypeError):
            raise ClientException("the pipeline could not be read") from None
        return {"id": await store.add(request.user.id, steps)}
