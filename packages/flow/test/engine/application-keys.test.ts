import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const app = (handler: string): string => `from aiohttp import ClientSession, web
from motor.motor_asyncio import AsyncIOMotorDatabase
DB = web.AppKey('db', AsyncIOMotorDatabase)
OUTSIDE = web.AppKey('outside', ClientSession)
routes = web.RouteTableDef()
def db_of(request: web.Request) -> AsyncIOMotorDatabase:
    return request.app[DB]
class Rows:
    def __init__(self, request, name):
        self.rows = db_of(request)[name]
        self.org = request['org']
    async def page(self, where=None):
        return await self.rows.find({**(where or {}), 'org': self.org}).limit(50).to_list(50)
@routes.post('/rows')
async def rows(request: web.Request):
    body = await request.json()
    ${handler}
    return web.json_response({})
app = web.Application()
app.add_routes(routes)
`

it.each([
  ['a filter from outside', "await db_of(request).rows.find(body.get('filter')).to_list(5)", ['nosql-injection']],
  ['a collection by its name', "await db_of(request)['rows'].find(body.get('filter')).to_list(5)", ['nosql-injection']],
  ['a filter that is joined with the own one', "await Rows(request, 'rows').page(body.get('filter'))", ['nosql-injection']],
  [
    'code of the database',
    "await request.app[DB].rows.find({'$where': f\"this.level > {body['level']}\"}).to_list(5)",
    ['nosql-injection'],
  ],
  ['one value that is a text', "await Rows(request, 'rows').page({'label': str(body.get('label'))})", []],
  ['an address from outside', 'await request.app[OUTSIDE].get(f"http://{body[\'host\']}/status")', ['ssrf']],
  ['a part of an address', "await request.app[OUTSIDE].get('https://grid.example/', params={'zone': body['zone']})", []],
])('what a key of the application declares is its value: %s', async (_name, handler, kinds) => {
  const { paths } = await analysisOf({ 'app.py': app(handler) })
  expect([...new Set(paths.map(({ kind }) => kind))]).toEqual(kinds)
})
