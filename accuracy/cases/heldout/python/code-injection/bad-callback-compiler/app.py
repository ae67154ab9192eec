from aiohttp import web

from transforms import compile_transform


async def convert(request):
    body = await request.json()
    transform = compile_transform(body["transform"])
    return web.json_response([transform(str(value)) for value in body["values"]])


app = web.Application()
app.router.add_post("/convert", convert)
