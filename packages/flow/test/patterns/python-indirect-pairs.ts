import type { Pair } from './pairs.ts'

const AIOHTTP = `import requests, httpx\nfrom aiohttp import web\n`
const serve = (made: string): string =>
  `client = ${made}\nasync def show(request):\n    await client.send('x')\n    return web.json_response({})\napp = web.Application()\napp.router.add_post('/x', show)\n`
const sender = (init: string, send = `return self.session.post('https://a.example', data=z, timeout=9)`): string =>
  `${AIOHTTP}class Client:\n    def __init__(self, session=None):\n${init}\n    async def send(self, z):\n        ${send}\n${serve('Client()')}`
const given = (made: string): string =>
  `${AIOHTTP}class Client:\n    def __init__(self, session=None):\n        self.session = session or requests.Session()\n    async def send(self, z):\n        return await self.session.post('https://a.example', data=z, timeout=9)\n${serve(made)}`

const RANDOM = `import random, secrets, string\nfrom dataclasses import dataclass, field\nfrom functools import partial\nfrom django.db import models\nLETTERS = string.ascii_letters\ndef make(length):\n    return ''.join(random.choices(LETTERS, k=length))\ndef sound(length):\n    return ''.join(secrets.choice(LETTERS) for _ in range(length))\n`
const model = (field: string, name = 'Invitation', column = 'code'): string =>
  `${RANDOM}class ${name}(models.Model):\n    ${column} = ${field}\n`

/** A code of a generator, and how long it is kept. */
const invite = (given: string, code: string, seconds: string): string =>
  `${RANDOM}from django.core.cache import cache\nfrom django.http import JsonResponse\ndef codes():\n    while True:\n        ${given}\ndef invite(request):\n    code = ${code}\n    cache.set(f"invite:{code}", request.user.pk, timeout=${seconds})\n    return JsonResponse({"code": code})\n`

const COOKIE = `from functools import partial\nfrom flask import Flask, make_response\napp = Flask(__name__)\ndef put(response, name, value, **options):\n    response.set_cookie(name, value, max_age=99, **options)\n    return response\n`
const answer = (call: string): string => `@app.post('/a')\ndef a():\n    return ${call}\n`
const FETCH = `import requests\ndef fetch(url, **options):\n    return requests.get(url, **options)\n`

const table = (query: string, rows: string): string =>
  `from django.db import models\nfrom django.http import JsonResponse\nfrom django.views.generic import ListView\nclass Coach(models.Model):\n    name = models.CharField(max_length=9)\nclass Team(models.Model):\n    name = models.CharField(max_length=9)\n    coach = models.ForeignKey(Coach, on_delete=models.PROTECT)\nclass Player(models.Model):\n    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name='players')\nclass Table(ListView):\n    ${query}\n    def render_to_response(self, context, **kwargs):\n        table = []\n        for team in ${rows}:\n            table.append({'coach': team.coach.name, 'players': team.players.count()})\n        return JsonResponse({'table': table})\n`

/** What is decided elsewhere: by who makes an object, by a field that a function fills, by who hands options on. */
export const PYTHON_INDIRECT_PAIRS: readonly Pair[] = [
  {
    kind: 'blocking-call',
    language: 'python',
    weak: [
      sender('        self.session = session or requests.Session()'),
      sender('        self.session = session if session is not None else requests.Session()'),
      sender('        if session is None:\n            session = requests.Session()\n        self.session = session'),
    ],
    safe: [
      sender(
        '        self.session = session or httpx.AsyncClient()',
        `return await self.session.post('https://a.example', content=z, timeout=9)`,
      ),
      given('Client(httpx.AsyncClient())'),
    ],
  },
  {
    kind: 'weak-random',
    language: 'python',
    weak: [
      invite('yield f"{random.getrandbits(64):016x}"', 'next(codes())', '3600'),
      invite('yield random.getrandbits(64)', 'str(next(codes()))', 'random.randint(3500, 3700)'),
      `${RANDOM}ten = partial(make, 10)\nclass Invitation(models.Model):\n    code = models.CharField(max_length=10, default=ten)\n`,
      model('models.CharField(max_length=10, default=partial(make, 10))'),
      model('models.CharField(max_length=20, default=lambda: make(20))', 'Reset', 'token'),
      `${RANDOM}@dataclass\nclass ApiKey:\n    value: str = field(default_factory=partial(make, 30))\n`,
    ],
    safe: [
      invite('yield secrets.token_hex(8)', 'next(codes())', 'random.randint(3500, 3700)'),
      model('models.CharField(max_length=10, default=partial(sound, 10))'),
      model('models.CharField(max_length=10, default=partial(make, 10))', 'Parcel', 'number'),
    ],
  },
  {
    kind: 'insecure-cookie',
    language: 'python',
    weak: [
      `${COOKIE}keep = partial(put, name='login')\n${answer(`keep(make_response('x'), value='t')`)}`,
      `${COOKIE}${answer(`put(make_response('x'), 'login', 't', secure=True)`)}`,
    ],
    safe: [
      `${COOKIE}keep = partial(put, name='login', secure=True, httponly=True)\n${answer(`keep(make_response('x'), value='t')`)}`,
      `${COOKIE}${answer(`put(make_response('x'), 'login', 't', secure=True, httponly=True)`)}`,
    ],
  },
  {
    kind: 'missing-timeout',
    language: 'python',
    weak: [`${FETCH}def load():\n    return fetch('https://a.example', headers={})\n`],
    safe: [
      `${FETCH}def load():\n    return fetch('https://a.example', timeout=5)\n`,
      `import requests\ndef fetch(url, **options):\n    options.setdefault('timeout', 5)\n    return requests.get(url, **options)\ndef load():\n    return fetch('https://a.example')\n`,
    ],
  },
  {
    kind: 'n-plus-one',
    language: 'python',
    weak: [
      table('queryset = Team.objects.all()', `context['page_obj']`),
      table('model = Team', `context['object_list']`),
      table('model = Team', 'self.object_list'),
    ],
    safe: [
      table(`queryset = Team.objects.select_related('coach').prefetch_related('players')`, `context['page_obj']`),
      table(
        `model = Team\n    def get_queryset(self):\n        return super().get_queryset().select_related('coach').prefetch_related('players')`,
        `context['object_list']`,
      ),
    ],
  },
]
