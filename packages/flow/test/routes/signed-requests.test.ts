import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const HELPERS = `import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
export const mac = (key, ...parts) => createHmac('sha256', key).update(JSON.stringify(parts)).digest()
export const same = (a, b) => a.length === b.length && timingSafeEqual(a, b)
`
const koa = (body: string): Record<string, string> => ({
  'crypto.js': HELPERS,
  'app.js': `import Router from '@koa/router'
import { mac, same } from './crypto.js'
import { db } from './db.js'
const router = new Router()
class Refused extends Error { constructor(status) { super(); this.status = status } }
router.use(async (ctx, next) => {
  const expected = mac(process.env.KEY, ctx.get('x-time'), ctx.method, ctx.originalUrl)
  const genuine = same(Buffer.from(ctx.get('x-signature'), 'hex'), expected)
  ${body}
  return next()
})
router.get('/doors/:slug', async (ctx) => { ctx.body = db.prepare('select code from doors where slug = ?').get(ctx.params.slug) })
`,
})
const express = (check: string, use: string): Record<string, string> => ({
  'crypto.js': HELPERS,
  'app.js': `import express from 'express'
import { mac, same } from './crypto.js'
const app = express()
${check}
app.use(${use})
app.post('/jobs/purge', async (req, res) => { await db.query('DELETE FROM carts'); res.end() })
`,
})
const ASSERTS = `function assertSigned(req) {
  if (!same(Buffer.from(req.get('x-mac') ?? '', 'hex'), mac(process.env.KEY, req.method, req.originalUrl, req.rawBody))) throw Object.assign(new Error('no'), { status: 401 })
}`
const fastapi = (dependency: string): Record<string, string> => ({
  'app.py': `import hmac
from fastapi import Depends, FastAPI, HTTPException, Request
app = FastAPI()
${dependency}
@app.post('/jobs/purge', dependencies=[Depends(caller)])
async def purge():
    return {}
`,
})

it.each<[string, Record<string, string>, readonly string[]]>([
  ['a middleware that refuses', koa('if (!genuine) throw new Refused(401)'), ['signature']],
  [
    'a middleware that leaves an account behind',
    koa('if (!genuine) throw new Refused(401)\n  ctx.state.user = db.prepare("select * from users where id = ?").get(ctx.get("x-user"))'),
    ['authentication'],
  ],
  ['a middleware that only notes it', koa("if (!genuine) console.log('odd')"), []],
  ['a function that it calls', express(ASSERTS, '(req, res, next) => { assertSigned(req); next() }'), ['signature']],
  [
    'a session that is signed by hand',
    express(
      '',
      "(req, res, next) => { const [id, tag] = (req.headers.cookie ?? '').split('.'); if (!same(Buffer.from(tag), mac(process.env.KEY, id))) return res.sendStatus(401); next() }",
    ),
    ['authentication'],
  ],
  [
    'a dependency that gives nothing back',
    fastapi(
      `async def caller(request: Request) -> None:\n    expected = hmac.new(b'key', await request.body(), 'sha256').hexdigest()\n    if not hmac.compare_digest(expected, request.headers.get('x-signature', '')):\n        raise HTTPException(401)`,
    ),
    ['signature'],
  ],
  [
    'a dependency that gives back whose it is',
    fastapi(
      `async def caller(request: Request):\n    name, _, tag = request.headers.get('x-token', '').partition('.')\n    if not hmac.compare_digest(hmac.new(b'key', name.encode(), 'sha256').hexdigest(), tag):\n        raise HTTPException(401)\n    return await find_account(name)`,
    ),
    ['authentication'],
  ],
])('asks for a signature and for no person: %s', async (_name, files, kinds) => {
  const { routes } = await analysisOf(files)
  expect(routes[0]?.guards.map(({ kind }) => kind)).toEqual(kinds)
})

const LINK = (condition: string, refusal: string): Record<string, string> => ({
  'security.py': `import hmac
def sign(purpose: str, *parts: str) -> str:
    return hmac.new(b'key', '|'.join((purpose, *parts)).encode(), 'sha256').hexdigest()
def signed_equal(given: str, purpose: str, *parts: str) -> bool:
    return hmac.compare_digest(given, sign(purpose, *parts))
`,
  'app.py': `import time
from fastapi import FastAPI, HTTPException
from security import sign, signed_equal
app = FastAPI()
def missing():
    return HTTPException(404, 'Not found')
@app.get('/files/{file_id}')
async def download(file_id: str, expires: int, signature: str):
    if ${condition}:
        ${refusal}
    return await db.scalar(select(File).where(File.id == file_id))
`,
})

it.each<[string, Record<string, string>, boolean]>([
  ['as if there were nothing', LINK("not signed_equal(signature, 'file', file_id, str(expires))", 'raise missing()'), true],
  [
    'beside its end',
    LINK("not signed_equal(signature, 'file', file_id, str(expires)) or expires < time.time()", "raise HTTPException(410, 'Gone')"),
    true,
  ],
  ['as a bad request', LINK("signature != sign('file', file_id, str(expires))", "raise HTTPException(400, 'Bad link')"), true],
  ['in the log alone', LINK("not signed_equal(signature, 'file', file_id, str(expires))", "print('odd link')"), false],
  ['of nothing but its end', LINK('expires < time.time()', 'raise missing()'), false],
])('refuses a link that was not signed: %s', async (_name, files, isGuarded) => {
  const { routes } = await analysisOf(files)
  expect(routes[0]?.guards.some(({ kind }) => kind === 'signature')).toBe(isGuarded)
})
