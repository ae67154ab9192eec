import asyncio
import configparser

from aiohttp import web

routes = web.RouteTableDef()


@routes.post("/thumbnails")
async def thumbnails(request: web.Request) -> web.Response:
    form = await request.post()
    options = configparser.ConfigParser(interpolation=None)
    options.add_section("convert")
    options.set("convert", "size", "320x240")
    options.set("convert", "requested", str(form.get("size", "")))

    size = options.get("convert", "size")
    process = await asyncio.create_subprocess_shell(f"mogrify -path thumbs -thumbnail {size} inbox/*.jpg")
    code = await process.wait()

    return web.json_response({"done": code == 0})


app = web.Application()
app.add_routes(routes)
