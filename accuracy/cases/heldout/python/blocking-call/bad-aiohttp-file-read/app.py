from pathlib import Path

from aiohttp import web

TERMS = Path("/srv/texts/terms.md")


async def terms(request):
    text = TERMS.read_text()
    return web.Response(text=text, content_type="text/markdown")


app = web.Application()
app.router.add_get("/terms", terms)
