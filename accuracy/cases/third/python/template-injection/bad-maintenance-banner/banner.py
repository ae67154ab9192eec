from quart import Quart, render_template_string, request

app = Quart(__name__)

BANNER = "<p>{greeting}, the shop opens again at {{{{ opens_at }}}}.</p>"


@app.get("/maintenance")
async def maintenance():
    visitor = request.args.get("name", "visitor")
    greeting = f"Dear {visitor}"
    return await render_template_string(BANNER.format(greeting=greeting), opens_at="08:00")
