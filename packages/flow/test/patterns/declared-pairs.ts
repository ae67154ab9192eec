import type { Pair } from './pairs.ts'

const BODY_LOOP = (head: string, query: string): string =>
  `from aiohttp import web\nasync def levels(request):\n    skus = (await request.json())["skus"][:50]\n    pool = request.app["pool"]\n${head}${query}`

/** A form of a model whose flag lets somebody do what others may not, if the view asks for it. */
const READER_FORM = (meta: string, asked = ', librarian=True'): string =>
  `from django import forms\nfrom django.contrib.auth.decorators import login_required\nfrom django.core.exceptions import PermissionDenied\nfrom django.db import models\nfrom django.http import HttpResponse\nfrom django.urls import path\nclass Reader(models.Model):\n    user = models.OneToOneField('auth.User', on_delete=models.CASCADE)\n    about = models.TextField()\n    librarian = models.BooleanField(default=False)\nclass ReaderForm(forms.ModelForm):\n    class Meta:\n        model = Reader\n        ${meta}\ndef desk(request):\n    if not Reader.objects.filter(user=request.user${asked}).exists():\n        raise PermissionDenied\n    return HttpResponse('desk')\n@login_required\ndef me(request):\n    form = ReaderForm(request.POST, instance=Reader.objects.get(user=request.user))\n    if form.is_valid():\n        form.save()\n    return HttpResponse('saved')\nurlpatterns = [path('me/', me), path('desk/', desk)]\n`

/** What options and names declare: keys, algorithms, hashers, and what a log is given. */
export const DECLARED_PAIRS: readonly Pair[] = [
  {
    kind: 'hardcoded-secret',
    language: 'javascript',
    weak: ["const Koa = require('koa')\nconst app = new Koa()\napp.keys = ['m3Xq81LsVd27', 'p0RtY55zAq1w']\n"],
    safe: ["const Koa = require('koa')\nconst app = new Koa()\napp.keys = process.env.COOKIE_KEYS.split(',')\n"],
  },
  {
    kind: 'config-fallback-secret',
    language: 'typescript',
    weak: [
      "import { z } from 'zod'\nexport const env = z.object({ JWT_SECRET: z.string().default('kites-local-secret') }).parse(process.env)\n",
      "import { z } from 'zod'\nexport const env = z.object({ COOKIE_KEY: z.string().default('7be20f6d848f3b61c09e4d4f2795ad1c') }).parse(process.env)\n",
    ],
    safe: [
      "import { z } from 'zod'\nexport const env = z.object({ JWT_SECRET: z.string().min(32).optional(), RESET_TOKEN: z.string().default('reset-token') }).parse(process.env)\n",
      "import { z } from 'zod'\nexport const env = z.object({ COOKIE_KEY: z.string().min(32), PORT: z.coerce.number().default(3000) }).parse(process.env)\n",
    ],
  },
  {
    kind: 'jwt-no-algorithms',
    language: 'typescript',
    weak: [
      "import { verify } from 'jsonwebtoken'\nexport const read = (token, key) => verify(token, key, { algorithms: ['ES256', 'HS512'] })\n",
    ],
    safe: [
      "import { verify } from 'jsonwebtoken'\nexport const read = (token, key) => verify(token, key, { algorithms: ['ES256', 'RS256'] })\n",
    ],
  },
  {
    kind: 'jwt-no-algorithms',
    language: 'python',
    weak: ['import jwt\ndef read(token, key):\n    return jwt.decode(token, key, algorithms=["RS256", "HS256"])\n'],
    safe: ['import jwt\ndef read(token, key):\n    return jwt.decode(token, key, algorithms=["HS256", "HS384"])\n'],
  },
  {
    kind: 'sensitive-log-pattern',
    language: 'python',
    weak: [
      'import secrets\nimport structlog\nlog = structlog.get_logger()\ndef start(person):\n    token = secrets.token_urlsafe(32)\n    log.info("started", person=person, reset_token=token)\n',
      'import logging\nfrom dataclasses import dataclass\n@dataclass(frozen=True)\nclass Card:\n    holder: str\n    cvc: str\ndef pay(card: Card):\n    logging.warning("declined for %s", card)\n',
      'import logging\ndef handle(request):\n    logging.info("seen %s", dict(request.headers))\n',
    ],
    safe: [
      'import secrets\nimport structlog\nlog = structlog.get_logger()\ndef start(person):\n    token = secrets.token_urlsafe(32)\n    log.info("started", person=person, reset_token=mask(token))\n',
      'import logging\nfrom dataclasses import dataclass\n@dataclass(frozen=True)\nclass Card:\n    holder: str\n    cvc: str\ndef pay(card: Card):\n    logging.warning("declined for %s", card.holder)\n',
      'import logging\nclass Card:\n    holder: str\n    cvc: str\ndef pay(card: Card):\n    logging.warning("declined for %s", card)\n',
      'import logging\ndef handle(request):\n    logging.info("seen %s", request.headers["user-agent"])\n',
    ],
  },
  {
    kind: 'sensitive-log-pattern',
    language: 'typescript',
    weak: [
      "import { Logger } from '@nestjs/common'\nclass SignInDto {\n  mail!: string\n  password!: string\n}\nexport class Access {\n  private readonly logger = new Logger('access')\n  enter(dto: SignInDto) {\n    this.logger.warn(`refused: ${JSON.stringify(dto)}`)\n  }\n}\n",
      "import pino from 'pino'\nconst logger = pino()\nexport const seen = (request) => logger.info({ headers: request.headers }, 'seen')\n",
      "import axios from 'axios'\nexport const label = (parcel) => axios.post('https://x.example', parcel).catch((error) => console.error(JSON.stringify(error.config.headers)))\n",
    ],
    safe: [
      "import { Logger } from '@nestjs/common'\nclass SignInDto {\n  mail!: string\n  password!: string\n}\nexport class Access {\n  private readonly logger = new Logger('access')\n  enter(dto: SignInDto) {\n    this.logger.warn(`refused: ${dto.mail}`)\n  }\n}\n",
      "import pino from 'pino'\nconst logger = pino({ redact: ['headers.authorization'] })\nexport const seen = (request) => logger.info({ headers: request.headers }, 'seen')\n",
      "import axios from 'axios'\nexport const label = (parcel) => axios.post('https://x.example', parcel).catch((error) => console.error(error.response.status))\n",
    ],
  },
  {
    kind: 'weak-random',
    language: 'python',
    weak: [
      'import random\ndef invitation_code():\n    return "".join(random.choices("ABC123", k=12))\n',
      'import random, string\ndef tracking_code():\n    return "PP" + "".join(random.choices(string.digits, k=10))\n',
    ],
    safe: [
      'import secrets\ndef invitation_code():\n    return "".join(secrets.choice("ABC123") for _ in range(12))\n',
      'import random\ndef delay(attempt):\n    return 2**attempt + random.uniform(0, 0.5)\n',
    ],
  },
  {
    kind: 'sensitive-log-pattern',
    language: 'typescript',
    weak: [
      "import { pino } from 'pino'\nconst log = pino()\nconst makeKey = (prefix: string) => prefix + crypto.randomUUID()\nexport function issue(label: string) {\n  const key = makeKey('live')\n  log.info({ label, key }, 'api key created')\n  return key\n}\n",
    ],
    safe: [
      "import { pino } from 'pino'\nconst log = pino()\nconst makeKey = (prefix: string) => prefix + crypto.randomUUID()\nexport function issue(label: string) {\n  const key = makeKey('live')\n  log.info({ label }, 'api key created')\n  return key\n}\n",
      "import { pino } from 'pino'\nconst log = pino()\nconst placeOf = (prefix: string) => `${prefix}/2024`\nexport function keep(label: string) {\n  const key = placeOf(label)\n  log.info({ label, key }, 'kept')\n}\n",
    ],
  },
  {
    kind: 'weak-random',
    language: 'typescript',
    weak: [
      "const LETTERS = 'abc123'\nexport function makeKey(prefix: string, length = 32): string {\n  return prefix + Array.from({ length }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('')\n}\n",
    ],
    safe: [
      "const LETTERS = 'abc123'\nexport function makeKey(prefix: string, length = 32): string {\n  return prefix + Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')\n}\n",
      'export function makeKeyframe(): number {\n  return Math.floor(Math.random() * 20)\n}\n',
    ],
  },
  {
    kind: 'mass-assignment-pattern',
    language: 'python',
    weak: [READER_FORM("exclude = ['user']"), READER_FORM("fields = '__all__'")],
    safe: [READER_FORM("exclude = ['user', 'librarian']"), READER_FORM("fields = ['about']"), READER_FORM("exclude = ['user']", '')],
  },
  {
    kind: 'cache-without-expiry',
    language: 'python',
    weak: [
      'import httpx\nfrom sanic import Sanic, json\napp = Sanic("x")\n_found: dict[str, list] = {}\nasync def look(query):\n    if query not in _found:\n        async with httpx.AsyncClient(timeout=4) as client:\n            answer = await client.get("https://x.example", params={"q": query})\n        _found[query] = answer.json()["rows"][:5]\n    return _found[query]\n@app.get("/x")\nasync def serve(request):\n    return json(await look(request.args.get("q")))\n',
    ],
    safe: [
      'import httpx\nfrom sanic import Sanic, json\napp = Sanic("x")\n_found: dict[str, list] = {}\nasync def look(query):\n    if query not in _found:\n        async with httpx.AsyncClient(timeout=4) as client:\n            answer = await client.get("https://x.example", params={"q": query})\n        if len(_found) > 500:\n            _found.clear()\n        _found[query] = answer.json()["rows"][:5]\n    return _found[query]\n@app.get("/x")\nasync def serve(request):\n    return json(await look(request.args.get("q")))\n',
    ],
  },
  {
    kind: 'n-plus-one',
    language: 'python',
    weak: [
      BODY_LOOP(
        '    async with pool.acquire() as connection:\n',
        '        found = {sku: await connection.fetchval("SELECT n FROM stock WHERE sku = $1", sku) for sku in skus}\n    return web.json_response(found)\n',
      ),
    ],
    safe: [
      BODY_LOOP(
        '    async with pool.acquire() as connection:\n',
        '        rows = await connection.fetch("SELECT sku, n FROM stock WHERE sku = ANY($1)", skus)\n    return web.json_response({row["sku"]: row["n"] for row in rows})\n',
      ),
    ],
  },
  {
    kind: 'n-plus-one',
    language: 'typescript',
    weak: [
      "import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nexport async function albums() {\n  const rows = await prisma.album.findMany({ take: 20 })\n  return Promise.all(rows.map(async (row) => ({ ...row, tracks: await prisma.track.count({ where: { albumId: row.id } }) })))\n}\n",
    ],
    safe: [
      "import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nexport async function albums() {\n  return prisma.album.findMany({ take: 20, include: { _count: { select: { tracks: true } } } })\n}\n",
    ],
  },
  {
    kind: 'debug-mode',
    language: 'typescript',
    weak: [
      "import { ApolloServer } from '@apollo/server'\nexport const server = new ApolloServer({ typeDefs, includeStacktraceInErrorResponses: true })\n",
    ],
    safe: [
      "import { ApolloServer } from '@apollo/server'\nexport const server = new ApolloServer({ typeDefs, includeStacktraceInErrorResponses: false })\n",
    ],
  },
]
