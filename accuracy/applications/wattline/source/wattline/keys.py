from aiohttp import ClientSession, web

OUTSIDE = web.AppKey("outside", ClientSession)
