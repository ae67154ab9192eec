import io
from pathlib import Path

import joblib
from aiohttp import web

BUILT_IN = Path("/srv/models/default.joblib")


async def score(request):
    form = await request.post()
    uploaded = io.BytesIO(form["model"].file.read())
    model = joblib.load(uploaded)
    size = uploaded.getbuffer().nbytes
    return web.json_response({"score": float(model.predict([[float(form["x"])]])[0]), "bytes": size})


app = web.Application(client_max_size=2_000_000)
app.router.add_post("/score", score)
