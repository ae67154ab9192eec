import os

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse
from starlette.routing import Route

from settings import SETTINGS


def path_of(name):
    config = SETTINGS["reports"]
    wanted = name + config["suffix"]
    for present in os.scandir(config["folder"]):
        if present.name == wanted:
            return present.path
    raise HTTPException(404)


def report(request):
    with open(path_of(request.query_params.get("name", "daily")), encoding="utf-8") as file:
        return HTMLResponse(file.read())


app = Starlette(routes=[Route("/report", report)])
