import os

from motor.motor_asyncio import AsyncIOMotorClient
from sanic import Sanic

from tenants.invitations import bp
from tenants.users import UserRepository

app = Sanic("tenants")
app.blueprint(bp)


@app.before_server_start
async def connect(app, _loop):
    app.ctx.mongo = AsyncIOMotorClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=4000)
    app.ctx.users = UserRepository(app.ctx.mongo.get_default_database()["users"])


@app.after_server_stop
async def disconnect(app, _loop):
    app.ctx.mongo.close()
