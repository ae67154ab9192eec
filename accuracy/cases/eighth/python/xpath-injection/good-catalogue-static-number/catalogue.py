from aiohttp import web
from lxml import etree

DOCUMENT = etree.parse("data/catalogue.xml")


class Current:
    shelf = "1"
    section = "2"


async def titles(request: web.Request) -> web.Response:
    given = request.query.get("shelf", Current.shelf)
    try:
        Current.shelf = int(given)
    except ValueError:
        raise web.HTTPBadRequest(text="shelf is a number")

    expression = f"/catalogue/shelf[@nr={Current.shelf}]/book/title"
    books = DOCUMENT.getroot().xpath(expression)

    return web.json_response([book.text for book in books[:40]])


app = web.Application()
app.router.add_get("/titles", titles)
