from contextlib import suppress

from fastapi import FastAPI

from store import NotFound, grants, revoke

app = FastAPI()


@app.delete("/grants/{name}", status_code=204)
def delete_grant(name: str):
    with suppress(NotFound):
        revoke(name)
    grants.rebuild()
