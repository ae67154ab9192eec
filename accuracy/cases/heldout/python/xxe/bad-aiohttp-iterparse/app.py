import io

from aiohttp import web
from lxml import etree


async def count(request):
    data = io.BytesIO(await request.read())
    titles = []
    for _, element in etree.iterparse(data, tag="title", load_dtd=True, no_network=False, resolve_entities=True):
        titles.append(element.text)
        element.clear()
    return web.json_response({"titles": titles[:100]})


app = web.Application(client_max_size=1_000_000)
app.router.add_post("/titles", count)
