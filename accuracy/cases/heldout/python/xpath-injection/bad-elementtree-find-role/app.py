import xml.etree.ElementTree as ElementTree

from aiohttp import web

accounts = ElementTree.parse("/srv/accounts.xml").getroot()


async def account(request):
    login = request.query.get("login", "")
    found = accounts.find(f"./account[login='{login}']")
    if found is None:
        raise web.HTTPNotFound()
    return web.json_response({"login": found.findtext("login"), "plan": found.findtext("plan")})


app = web.Application()
app.router.add_get("/account", account)
