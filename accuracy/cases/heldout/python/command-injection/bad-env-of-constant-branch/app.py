import subprocess

from aiohttp import web

USE_SHELL = True


async def count(request):
    word = request.query["word"]
    if USE_SHELL:
        out = subprocess.check_output("grep -c -- " + word + " /srv/corpus.txt", shell=True, timeout=5)
    else:
        out = subprocess.check_output(["grep", "-c", "--", word, "/srv/corpus.txt"], timeout=5)
    return web.json_response({"lines": int(out)})


app = web.Application()
app.router.add_get("/count", count)
