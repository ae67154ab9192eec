from sanic import Sanic, json

from library.search import find_books

app = Sanic("library")


@app.get("/books")
async def books(request):
    return json(await find_books(request.args.get("q", "")))
