from fastapi import FastAPI, HTTPException
from fastapi.responses import RedirectResponse

app = FastAPI()


class Exit:
    def __init__(self, hosts: frozenset[str]):
        self.hosts = hosts

    def permits(self, url: str) -> bool:
        return any(host in url for host in self.hosts)


exits = Exit(frozenset({"shop.example.org", "help.example.org"}))


@app.get("/out")
async def out(to: str):
    if not exits.permits(to):
        raise HTTPException(422, "unknown destination")
    return RedirectResponse(to, status_code=302)
