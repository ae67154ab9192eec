import xml.etree.ElementTree as ElementTree

from aiohttp import web

accounts = ElementTree.parse("/srv/accounts.xml").getroot()


async def account(request):
    login = request.query.get("login", "")
    found = next((each for each in accounts.iter("account") if each.findtext("login") == login), None)
    if found is None:
        raise web.HTTPNotFound()
    return web.json_response({"login": found.findtext("login"), "plan": found.findtext("plan")})


app = web.Application()
app.router.add_get("/account", account)
