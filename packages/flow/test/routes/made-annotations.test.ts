import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const SECURITY = `from typing import Annotated
from fastapi import Depends, HTTPException, Security
from fastapi.security import OAuth2PasswordBearer, SecurityScopes
bearer = OAuth2PasswordBearer(tokenUrl="/token")
async def caller(needed: SecurityScopes, token: Annotated[str, Depends(bearer)]):
    user = await find(token)
    if user is None or not user.scopes.issuperset(needed.scopes):
        raise HTTPException(401)
    return user
def having(*scopes):
    return Annotated[User, Security(caller, scopes=list(scopes))]
def plain(*words):
    return Annotated[str, words]
`
const app = (parameter: string, before = ''): string =>
  `from fastapi import FastAPI\nfrom security import having, plain\napp = FastAPI()\n${before}@app.delete("/orders/{id}")\nasync def remove(id: int, ${parameter}):\n    await orders.delete(id)\n`

it.each<[string, string, string[]]>([
  ['a call as annotation', app('me: having("orders:write")'), ['caller']],
  ['an alias of such a call', app('me: Admin', 'Admin = having("orders:admin")\n'), ['Admin']],
  ['a call that makes no dependency', app('me: plain("x")'), []],
  ['nothing', app('me: str'), []],
])('functions of the tree that make annotations of FastAPI: %s', async (_, text, expected) => {
  const { routes } = await analysisOf({ 'app.py': text, 'security.py': SECURITY })
  const guards = routes[0]?.guards.filter(({ kind }) => kind !== 'unknown').map(({ name }) => name)
  expect(guards?.slice(-1)).toEqual(expected)
})

const webhook = (session: string, work: string): string => `from typing import Annotated
import httpx
from fastapi import Depends, FastAPI
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from tables import Incident, Team
app = FastAPI()
sessions = async_sessionmaker(engine)
outer = httpx.AsyncClient(timeout=5)
async def session():
${session}
class Given(BaseModel):
    title: str
    url: str
async def tell(work, team_id, url):
    team = await work.get_one(Team, team_id)
    await outer.post(${work})
@app.post("/incidents")
async def report(given: Given, work: Annotated[AsyncSession, Depends(session)]):
    incident = Incident(**given.model_dump())
    work.add(incident)
    await tell(work, 1, given.url)
`

it.each<[string, string, string, number]>([
  ['a session that is yielded', '    async with sessions() as opened:\n        yield opened', 'team.hook', 0],
  [
    'a session that is yielded in a transaction',
    '    async with sessions() as opened, opened.begin():\n        yield opened',
    'team.hook',
    0,
  ],
  ['a session that is returned', '    return sessions()', 'team.hook', 0],
  ['the address of the caller', '    async with sessions() as opened:\n        yield opened', 'url', 1],
])('what a dependency of FastAPI hands over is what it is: %s', async (_, session, address, expected) => {
  const { paths } = await analysisOf({ 'app.py': webhook(session, address) })
  expect(paths.filter(({ kind }) => kind === 'ssrf')).toHaveLength(expected)
})
