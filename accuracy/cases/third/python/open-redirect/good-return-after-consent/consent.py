from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route


def landing(target: str) -> str:
    if not target.startswith("/") or target.startswith("//") or "\\" in target:
        return "/"
    return target


async def accept(request: Request) -> RedirectResponse:
    form = await request.form()
    target = landing(str(form.get("return_to", "/")))
    response = RedirectResponse(target, status_code=303)
    response.set_cookie("consent", "yes", max_age=15_552_000, secure=True, httponly=True, samesite="lax")
    return response


app = Starlette(routes=[Route("/consent", accept, methods=["POST"])])
