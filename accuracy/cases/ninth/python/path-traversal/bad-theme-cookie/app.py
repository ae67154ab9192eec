from pathlib import Path

from aiohttp import web

THEMES = Path("/srv/themes")


def candidates(request):
    chosen = request.cookies.get("theme")
    if chosen:
        yield chosen
    yield "light"


async def stylesheet(request):
    theme = next(candidates(request))
    return web.FileResponse(THEMES / f"{theme}/main.css", headers={"Cache-Control": "max-age=600"})


def main():
    app = web.Application()
    app.router.add_get("/theme.css", stylesheet)
    web.run_app(app, port=8081)


if __name__ == "__main__":
    main()
