import sys

from aiohttp import web


def printable(text):
    return "".join(each if each != "\t" else "?" for each in text)


async def feedback(request):
    form = await request.post()
    mood = str(form.get("mood", "none"))
    sys.stderr.write(f"feedback: mood={printable(mood)}\n")
    return web.Response(status=204)


app = web.Application()
app.router.add_post("/feedback", feedback)
