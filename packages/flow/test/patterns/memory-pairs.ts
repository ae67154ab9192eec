import type { Pair } from './pairs.ts'

const HONO = "import { Hono } from 'hono'\nconst app = new Hono()\n"
const FASTAPI = 'from fastapi import Depends, FastAPI\nfrom upstream import ask\napp = FastAPI()\n'
const FLASK = 'from flask import Flask, request\nfrom upstream import ask\napp = Flask(__name__)\n'

/** What a process keeps for itself. */
const SUMMARY = (key: string, given: string): string =>
  `import { Controller, createParamDecorator, Get } from '@nestjs/common'\nimport { DatabaseSync } from 'node:sqlite'\nconst db = new DatabaseSync('x')\nconst Caller = createParamDecorator((field, context) => context.switchToHttp().getRequest().user[field])\nclass Trips {\n  private readonly kept: Record<string, any> = {}\n  summary(own: number) {\n    const known = this.kept[${key}]\n    if (known) return known\n    const value = db.prepare('SELECT COUNT(*) FROM trips WHERE rider = ?').get(${given})\n    this.kept[${key}] = value\n    return value\n  }\n}\n@Controller('trips')\nexport class TripsController {\n  constructor(private readonly trips: Trips) {}\n  @Get('summary')\n  summary(@Caller('id') id: number) {\n    return this.trips.summary(id)\n  }\n}\n`

export const MEMORY_PAIRS: readonly Pair[] = [
  {
    kind: 'cache-not-keyed-by-user',
    language: 'typescript',
    weak: [SUMMARY("'summary'", 'own')],
    safe: [SUMMARY('own', 'own'), SUMMARY("'summary'", '1'), SUMMARY('`summary-${own}`', 'own')],
  },
  {
    kind: 'cache-without-expiry',
    language: 'javascript',
    weak: [
      `${HONO}import { load } from './load.js'\nconst answers = new Map()\napp.get('/word', async (c) => {\n  const word = c.req.query('word')\n  if (!answers.has(word)) answers.set(word, await load(word))\n  return c.json(answers.get(word))\n})\n`,
      `${HONO}import { load } from './load.js'\nconst once = (get) => {\n  const kept = new Map()\n  return async (key) => {\n    if (!kept.has(key)) kept.set(key, await get(key))\n    return kept.get(key)\n  }\n}\nconst word = once(load)\napp.get('/word', async (c) => c.json(await word(c.req.query('word'))))\n`,
      `${HONO}import { load } from './load.js'\nclass Words {\n  #kept = new Map()\n  async find(word) {\n    const known = this.#kept.get(word)\n    if (known) return known\n    const fresh = await load(word)\n    this.#kept.set(word, fresh)\n    return fresh\n  }\n}\nconst words = new Words()\napp.get('/word', async (c) => c.json(await words.find(c.req.query('word'))))\n`,
      "import memoize from 'lodash/memoize'\nimport { load } from './load.js'\nexport const rate = memoize(async (currency) => (await load(currency)).rate)\n",
    ],
    safe: [
      `${HONO}import { load } from './load.js'\nconst answers = new Map()\napp.get('/word', async (c) => {\n  const word = c.req.query('word')\n  if (answers.size > 500) answers.clear()\n  if (!answers.has(word)) answers.set(word, await load(word))\n  return c.json(answers.get(word))\n})\n`,
      `${HONO}import { LRUCache } from 'lru-cache'\nimport { load } from './load.js'\nconst answers = new LRUCache({ max: 500 })\napp.get('/word', async (c) => {\n  const word = c.req.query('word')\n  if (!answers.has(word)) answers.set(word, await load(word))\n  return c.json(answers.get(word))\n})\n`,
      `${HONO}import { load } from './load.js'\nclass Words {\n  kept = new Map()\n  async find(word) {\n    const known = this.kept.get(word)\n    if (known) return known\n    const fresh = await load(word)\n    this.kept.set(word, fresh)\n    return fresh\n  }\n}\napp.get('/word', async (c) => c.json(await new Words().find(c.req.query('word'))))\n`,
      `${HONO}const handlers = new Map()\nexport const on = (name, handler) => handlers.set(name, handler)\napp.post('/event', async (c) => c.json(await handlers.get(c.req.query('name'))?.()))\n`,
      `${HONO}const members = new Map()\napp.put('/members', async (c) => {\n  const member = members.get(c.req.query('id'))\n  if (!member) return c.notFound()\n  members.set(member.id, { ...member, name: c.req.query('name') })\n  return c.json(member)\n})\n`,
    ],
  },
  {
    kind: 'cache-without-expiry',
    language: 'python',
    weak: [
      `${FASTAPI}class Titles:\n    def __init__(self):\n        self.known = {}\n    async def of(self, page: str):\n        if page not in self.known:\n            self.known[page] = await ask(page)\n        return self.known[page]\ntitles = Titles()\n@app.get("/title")\nasync def title(page: str):\n    return await titles.of(page)\n`,
      `${FLASK}from functools import lru_cache\n@lru_cache(maxsize=None)\ndef search(term: str):\n    return ask(term)\n@app.get("/search")\ndef index():\n    return search(request.args["q"])\n`,
      `${FLASK}import functools\n@functools.cache\ndef search(term):\n    return ask(term)\n@app.get("/search")\ndef index():\n    return search(request.args["q"])\n`,
    ],
    safe: [
      `${FASTAPI}class Titles:\n    def __init__(self):\n        self.known = {}\n    async def of(self, page: str):\n        if page not in self.known:\n            if len(self.known) > 100:\n                self.known.clear()\n            self.known[page] = await ask(page)\n        return self.known[page]\ntitles = Titles()\n@app.get("/title")\nasync def title(page: str):\n    return await titles.of(page)\n`,
      `${FASTAPI}class Titles:\n    def __init__(self):\n        self.known = {}\n    async def of(self, page: str):\n        if page not in self.known:\n            self.known[page] = await ask(page)\n        return self.known[page]\n@app.get("/title")\nasync def title(page: str, titles: Titles = Depends(Titles)):\n    return await titles.of(page)\n`,
      `${FLASK}from functools import lru_cache\n@lru_cache(maxsize=256)\ndef search(term: str):\n    return ask(term)\n@app.get("/search")\ndef index():\n    return search(request.args["q"])\n`,
      `${FLASK}from functools import cache\n@cache\ndef settings():\n    return ask("settings")\n@app.get("/search")\ndef index():\n    return settings()\n`,
    ],
  },
]
