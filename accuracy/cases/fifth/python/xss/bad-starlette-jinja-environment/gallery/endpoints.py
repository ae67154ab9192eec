from starlette.requests import Request

from gallery.prints import find_prints
from gallery.rendering import render


async def search(request: Request):
    words = request.query_params.get("words", "")[:80]
    prints = await find_prints(words)
    if not prints:
        return render("nothing.html", 404, words=words)
    return render("prints.html", words=words, prints=prints)
