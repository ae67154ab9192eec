import subprocess

from aiohttp import web

PRESETS = {"fast": "-preset veryfast", "small": "-crf 32"}


async def encode(request):
    preset = request.query.get("preset", "fast")
    options = PRESETS.get(preset) or preset
    process = subprocess.Popen("ffmpeg -i /srv/in.mp4 " + options + " /srv/out.mp4", shell=True)
    return web.json_response({"pid": process.pid})


app = web.Application()
app.router.add_post("/encode", encode)
