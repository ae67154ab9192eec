import type { Pair } from './pairs.ts'

const KOA = "import Koa from 'koa'\nconst app = new Koa()\n"
const FASTIFY = "import fastify from 'fastify'\nconst app = fastify()\n"
const FASTAPI = 'from fastapi import FastAPI\napp = FastAPI()\n'
const AIOHTTP = 'from aiohttp import web\napp = web.Application()\n'

/** Errors that are told to the wrong one or to nobody, waits, and accounts that everybody knows. */
export const HABIT_PAIRS: readonly Pair[] = [
  {
    kind: 'stack-trace-response',
    language: 'javascript',
    weak: [
      `${KOA}app.use(async (ctx, next) => {\n  try {\n    await next()\n  } catch (error) {\n    ctx.status = 500\n    ctx.body = { trace: error.stack.split('\\n') }\n  }\n})\n`,
      `${FASTIFY}const shown = ({ statusCode = 500, stack }) => ({ statusCode, stack })\napp.setErrorHandler((error, request, reply) => reply.code(500).send(shown(error)))\n`,
      'export class Filter {\n  catch(exception, host) {\n    const response = host.switchToHttp().getResponse()\n    const status = exception instanceof HttpException ? exception.getStatus() : 500\n    response.status(status).json({ status, stack: exception.stack })\n  }\n}\n',
    ],
    safe: [
      `${KOA}app.use(async (ctx, next) => {\n  try {\n    await next()\n  } catch (error) {\n    console.error(error.stack)\n    ctx.status = 500\n    ctx.body = { error: 'failed' }\n  }\n})\n`,
      `${FASTIFY}const shown = ({ statusCode = 500, stack }) => ({ statusCode, traced: stack !== undefined })\napp.setErrorHandler((error, request, reply) => reply.code(500).send(shown(error)))\n`,
      `${FASTIFY}app.setErrorHandler((error, request, reply) => reply.code(500).send(process.env.NODE_ENV === 'production' ? {} : { stack: error.stack }))\n`,
    ],
  },
  {
    kind: 'stack-trace-response',
    language: 'python',
    weak: [
      `${AIOHTTP}import traceback\n@web.middleware\nasync def errors(request, handler):\n    try:\n        return await handler(request)\n    except Exception as error:\n        trace = "".join(traceback.format_tb(error.__traceback__))\n        return web.json_response({"trace": trace}, status=500)\n`,
    ],
    safe: [
      `${AIOHTTP}import logging\n@web.middleware\nasync def errors(request, handler):\n    try:\n        return await handler(request)\n    except Exception as error:\n        logging.exception("failed")\n        return web.json_response({"causes": len(error.args)}, status=500)\n`,
    ],
  },
  {
    kind: 'swallowed-exception',
    language: 'javascript',
    weak: ['export async function publish(index, id) {\n  await index.put(id).catch(() => undefined)\n}\n'],
    safe: [
      'export async function find(index, id) {\n  const found = await index.get(id).catch(() => undefined)\n  return found ?? null\n}\n',
      'export async function stop(browser) {\n  await browser.close().catch(() => undefined)\n}\n',
      'export async function publish(index, id, log) {\n  await index.put(id).catch((error) => log.error(error))\n}\n',
    ],
  },
  {
    kind: 'swallowed-exception',
    language: 'python',
    weak: ['import contextlib, os\ndef rotate():\n    with contextlib.suppress(Exception):\n        os.rename("journal", "journal.1")\n'],
    safe: [
      'import contextlib, os\ndef rotate():\n    with contextlib.suppress(FileNotFoundError):\n        os.rename("journal", "journal.1")\n',
      'import contextlib\ndef stop(connection):\n    with contextlib.suppress(Exception):\n        connection.close()\n',
    ],
  },
  {
    kind: 'missing-timeout',
    language: 'python',
    weak: [
      'import aiohttp\ndef session():\n    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))\n',
      'from functools import partial\nimport requests\nask = partial(requests.get, "https://rates.internal")\ndef rate(code):\n    return ask(params={"code": code}).json()\n',
      'from urllib.request import urlopen\nOPTIONS = {}\ndef latest(url):\n    return urlopen(url, **OPTIONS).read()\n',
      'import smtplib\ndef mail(text):\n    with smtplib.SMTP("mail.internal", 25) as server:\n        server.sendmail("a@x.example", "b@x.example", text)\n',
    ],
    safe: [
      'import aiohttp\ndef session():\n    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None, sock_read=10))\n',
      'from functools import partial\nimport requests\nask = partial(requests.get, "https://rates.internal", timeout=4)\ndef rate(code):\n    return ask(params={"code": code}).json()\n',
      'from functools import partial\nimport requests\nask = partial(requests.get, "https://rates.internal")\ndef rate(code):\n    return ask(params={"code": code}, timeout=3).json()\n',
      'from urllib.request import urlopen\nOPTIONS = {"timeout": 5}\ndef latest(url):\n    return urlopen(url, **OPTIONS).read()\n',
      'import socket\nSECONDS = 5\ndef open(address):\n    return socket.create_connection((address, 443), SECONDS)\n',
      'import socket\ndef open(address):\n    raw = socket.create_connection((address, 443))\n    raw.settimeout(5)\n    return raw\n',
      'import smtplib\ndef mail(text):\n    with smtplib.SMTP("mail.internal", 25, timeout=10) as server:\n        server.sendmail("a@x.example", "b@x.example", text)\n',
    ],
  },
  {
    kind: 'blocking-call',
    language: 'python',
    weak: [
      `${FASTAPI}import requests\nclass Places:\n    def _ask(self, place):\n        return requests.get("https://geo.internal", params={"q": place}, timeout=5).json()\n    async def find(self, place):\n        return self._ask(place)\nplaces = Places()\n@app.get("/places")\nasync def find(q: str):\n    return await places.find(q)\n`,
      `${FASTAPI}from pathlib import Path\nTERMS = Path("/srv/terms.md")\n@app.get("/terms")\nasync def terms():\n    return TERMS.read_text()\n`,
    ],
    safe: [
      `${FASTAPI}import asyncio, requests\nclass Places:\n    def _ask(self, place):\n        return requests.get("https://geo.internal", params={"q": place}, timeout=5).json()\n    async def find(self, place):\n        return await asyncio.to_thread(self._ask, place)\nplaces = Places()\n@app.get("/places")\nasync def find(q: str):\n    return await places.find(q)\n`,
      `${FASTAPI}from pathlib import Path\nTERMS = Path("/srv/terms.md").read_text()\n@app.get("/terms")\nasync def terms():\n    return TERMS\n`,
      `${FASTAPI}import requests\ndef ask(place):\n    return requests.get("https://geo.internal", params={"q": place}, timeout=5).json()\n@app.get("/places")\ndef find(q: str):\n    return ask(q)\n`,
    ],
  },
  {
    kind: 'weak-random',
    language: 'javascript',
    weak: [
      "const digits = () => Math.random().toString(16).slice(2, 10)\nexport function open(store, user) {\n  const sessionId = [digits(), digits()].join('-')\n  store.set(sessionId, user)\n  return sessionId\n}\n",
    ],
    safe: [
      "import { randomUUID } from 'node:crypto'\nconst digits = () => Math.random().toString(16).slice(2, 8)\nexport function open(store, user) {\n  const sessionId = randomUUID()\n  store.set(sessionId, { user, color: digits() })\n  return sessionId\n}\n",
    ],
  },
  {
    kind: 'weak-random',
    language: 'python',
    weak: [
      'import random, string\ngenerator = random.Random()\ndef invitation_token(length=24):\n    return "".join(generator.choices(string.ascii_letters, k=length))\n',
    ],
    safe: [
      'import random, string\ngenerator = random.SystemRandom()\ndef invitation_token(length=24):\n    return "".join(generator.choices(string.ascii_letters, k=length))\n',
      'import random, secrets\ndef create():\n    api_key = secrets.token_hex(16)\n    return {"api_key": api_key, "shade": random.choice(["red", "green"])}\n',
    ],
  },
  {
    kind: 'weak-cipher',
    language: 'python',
    weak: [
      'from Crypto.Cipher import AES\nclass Vault:\n    def __init__(self, key, mode=AES.MODE_ECB):\n        self.key = key\n        self.mode = mode\n    def seal(self, data):\n        return AES.new(self.key, self.mode).encrypt(data)\n',
    ],
    safe: [
      'from Crypto.Cipher import AES\nclass Vault:\n    def __init__(self, key, mode=AES.MODE_GCM):\n        self.key = key\n        self.mode = mode\n    def seal(self, data):\n        return AES.new(self.key, self.mode).encrypt_and_digest(data)\n',
    ],
  },
  {
    kind: 'weak-hash',
    language: 'javascript',
    weak: [
      "import { createHash } from 'node:crypto'\nconst KEY = process.env.PROOF_KEY ?? ''\nexport const proof = (name) => createHash('md5').update([KEY, name].join('|')).digest('hex')\n",
    ],
    safe: [
      "import { createHash } from 'node:crypto'\nconst SITE = process.env.SITE_NAME ?? ''\nexport const tag = (name) => createHash('md5').update([SITE, name].join('|')).digest('hex')\n",
    ],
  },
  {
    kind: 'weak-password-hash',
    language: 'javascript',
    weak: [
      "import { createHash } from 'node:crypto'\nexport const store = (card, password) => createHash('sha256').update(String(password)).digest('hex')\n",
    ],
    safe: [
      "import { createHash } from 'node:crypto'\nexport const passwordMark = (hashed) => createHash('sha256').update(hashed).digest('hex').slice(0, 16)\nexport const markOf = (user) => passwordMark(user.passwordHash)\n",
      "import { createHash } from 'node:crypto'\nimport { hash } from 'bcrypt'\nexport async function store(card, password) {\n  const kept = await hash(password, 12)\n  await save(card, kept)\n  return createHash('sha256').update(String(card)).digest('hex')\n}\n",
    ],
  },
  {
    kind: 'no-tls-verification',
    language: 'javascript',
    weak: ["import { Agent } from 'undici'\nexport const agent = new Agent({ connect: { checkServerIdentity: () => undefined } })\n"],
    safe: [
      "import { checkServerIdentity } from 'node:tls'\nimport { Agent } from 'undici'\nexport const agent = new Agent({ connect: { checkServerIdentity } })\n",
      "import { Agent } from 'undici'\nexport const agent = new Agent({ connect: { checkServerIdentity: (host, cert) => (PINS.has(cert.fingerprint256) ? undefined : new Error(host)) } })\n",
    ],
  },
  {
    kind: 'insecure-cookie',
    language: 'python',
    weak: [
      'import os\nfrom starlette.applications import Starlette\nfrom starlette.middleware import Middleware\nfrom starlette.middleware.sessions import SessionMiddleware\napp = Starlette(middleware=[Middleware(SessionMiddleware, secret_key=os.environ["KEY"], https_only=False)])\n',
    ],
    safe: [
      'import os\nfrom starlette.applications import Starlette\nfrom starlette.middleware import Middleware\nfrom starlette.middleware.sessions import SessionMiddleware\napp = Starlette(middleware=[Middleware(SessionMiddleware, secret_key=os.environ["KEY"], https_only=True)])\n',
    ],
  },
]
