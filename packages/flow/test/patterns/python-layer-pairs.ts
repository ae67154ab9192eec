import type { Pair } from './pairs.ts'

const JWT = `import jwt\nfrom flask import Flask, g, request\napp = Flask(__name__)\nKEYS = {}\n`
const asked = (body: string): string => `${JWT}@app.before_request\ndef who():\n    token = request.headers['x-token']\n${body}`
const lines = (...all: readonly string[]): string => all.map((line) => `    ${line}\n`).join('')

const REST = `from django.contrib.auth.models import AbstractUser\nfrom django.db import models\nfrom django.conf import settings\nfrom django.urls import path\nfrom rest_framework import generics, serializers\nfrom rest_framework.permissions import IsAuthenticated\nclass Club(models.Model):\n    name = models.CharField(max_length=9)\n    founder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)\nclass Player(AbstractUser):\n    club = models.ForeignKey(Club, null=True, on_delete=models.SET_NULL)\n    nickname = models.CharField(max_length=9)\n`
const account = (meta: string): string =>
  `${REST}class Plain(serializers.ModelSerializer):\n    class Meta:\n        model = Player\n        exclude = ['password']\nclass Own(Plain):\n    class Meta(Plain.Meta):\n        ${meta}\nclass Me(generics.UpdateAPIView):\n    permission_classes = [IsAuthenticated]\n    serializer_class = Own\n    def get_object(self):\n        return self.request.user\nurlpatterns = [path('me', Me.as_view())]\n`
const club = (body: string): string =>
  `${REST}class Founder(serializers.ModelSerializer):\n    class Meta:\n        model = Player\n        fields = ['nickname']\nclass Clubs(serializers.ModelSerializer):\n${body}`

const STRAWBERRY = `import asyncpg, strawberry\nfrom strawberry.fastapi import GraphQLRouter\nclass Rooms:\n    def __init__(self, pool: asyncpg.Pool):\n        self.pool = pool\n    async def all(self):\n        return await self.pool.fetch('SELECT id, house FROM rooms LIMIT 50')\n    async def house(self, key):\n        return await self.pool.fetchrow('SELECT id, name FROM houses WHERE id = $1', key)\nasync def around(request):\n    return {'rooms': Rooms(request.app.state.pool), 'houses': Loader()}\n@strawberry.type\nclass House:\n    name: str\n`
const room = (call: string): string =>
  `${STRAWBERRY}@strawberry.type\nclass Room:\n    id: int\n    house_id: strawberry.Private[int]\n    @strawberry.field\n    async def house(self, info: strawberry.Info) -> House:\n        return House(**await ${call})\n@strawberry.type\nclass Query:\n    @strawberry.field\n    async def rooms(self, info: strawberry.Info) -> list[Room]:\n        return [Room(**row) for row in await info.context['rooms'].all()]\nrouter = GraphQLRouter(strawberry.Schema(query=Query), context_getter=around)\n`

const grouped = (each: string): string =>
  `from litestar import get\nfrom sqlalchemy import select\nfrom models import Tree, Leaf\nclass TreeRepository:\n    def __init__(self, session):\n        self.session = session\n    async def some(self):\n        return list(await self.session.scalars(select(Tree).limit(50)))\n    async def leaves(self, key) -> list[Leaf]:\n        return list(await self.session.scalars(select(Leaf).where(Leaf.tree_id == key)))\n    async def leaves_of(self, keys) -> dict[int, list[Leaf]]:\n        found = {}\n        for leaf in await self.session.scalars(select(Leaf).where(Leaf.tree_id.in_(keys))):\n            found.setdefault(leaf.tree_id, []).append(leaf)\n        return found\n@get('/trees')\nasync def trees(session) -> dict:\n    repository = TreeRepository(session)\n    some = await repository.some()\n    leaves = await repository.leaves_of([tree.id for tree in some])\n    return {tree.id: len(${each}) for tree in some}\n`

const CIPHER = `from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\n`
const sealed = (mode: string): string =>
  `${CIPHER}class Seal:\n    def __init__(self, key, mode='${mode}'):\n        self.cipher = Cipher(algorithms.AES(key), getattr(modes, mode)())\n`
const COOKIES = `from flask import Flask, make_response\napp = Flask(__name__)\n`
const signedIn = (options: string): string =>
  `${COOKIES}BASE = {'path': '/', 'samesite': 'Lax'}\n@app.post('/a')\ndef a():\n    answer = make_response('')\n    options = BASE | ${options}\n    answer.set_cookie('session', 't', **options)\n    return answer\n`
const SETTINGS = `from pydantic import Field, SecretStr\nfrom pydantic_settings import BaseSettings\n`
const failure = (detail: string): string =>
  `import traceback\nfrom dataclasses import asdict, dataclass\nfrom litestar import Response\n@dataclass\nclass Failure:\n    title: str\n    detail: str\n    @classmethod\n    def of(cls, error):\n        return cls('failed', ${detail})\ndef failed(_, error: Exception) -> Response:\n    return Response(asdict(Failure.of(error)), status_code=500)\n`
const LABELS = (engine: string): string =>
  `from fastapi import FastAPI\nfrom pydantic import BaseModel, ConfigDict, Field\napp = FastAPI()\nclass Model(BaseModel):\n    model_config = ConfigDict(${engine})\nclass Label(Model):\n    path: str = Field(pattern=r'^(\\w+\\s?)+$')\n@app.post('/l')\ndef l(label: Label):\n    return {}\n`
const trusted = (off: string): string =>
  `import ssl\nfrom dataclasses import dataclass\n@dataclass\nclass Peer:\n    own: bool = False\ndef trust(peer: Peer):\n    context = ssl.create_default_context()\n    if peer.own:\n        ${off}\n    return context\nPEERS = [Peer(own=True)]\nfor peer in PEERS:\n    trust(peer)\n`

/** What bases, records, tables and contexts between a class and its use decide. */
export const PYTHON_LAYER_PAIRS: readonly Pair[] = [
  {
    kind: 'jwt-no-algorithms',
    language: 'python',
    weak: [
      asked(
        lines(
          'header = jwt.get_unverified_header(token)',
          `g.user = jwt.decode(token, KEYS[header['kid']].pem, algorithms=[header['alg']])['sub']`,
        ),
      ),
    ],
    safe: [
      asked(
        lines(
          `key = KEYS.get(jwt.get_unverified_header(token).get('kid'))`,
          `g.user = jwt.decode(token, key.pem, algorithms=[key.algorithm])['sub']`,
        ),
      ),
    ],
  },
  {
    kind: 'jwt-not-verified',
    language: 'python',
    weak: [
      asked(
        lines(
          `claims = jwt.decode(token, options={'verify_signature': False})`,
          `jwt.decode(token, KEYS[claims['iss']], algorithms=['ES256'])`,
          `g.user = claims['sub']`,
        ),
      ),
      asked(lines(`g.tenant = jwt.decode(token, options={'verify_signature': False})['tid']`)),
    ],
    safe: [
      `${JWT}def issuer(token):\n    return jwt.decode(token, options={'verify_signature': False}).get('iss')\n@app.before_request\ndef who():\n    token = request.headers['x-token']\n    g.user = jwt.decode(token, KEYS[issuer(token)], algorithms=['ES256'])['sub']\n`,
    ],
  },
  {
    kind: 'mass-assignment-pattern',
    language: 'python',
    weak: [account(`read_only_fields = ['username']`), account('pass')],
    safe: [
      account(`read_only_fields = ['is_staff', 'is_superuser', 'groups', 'user_permissions']`),
      account(`read_only_fields = [field.name for field in Player._meta.fields if field.name != 'nickname']`),
      account(`fields = ['nickname']`),
    ],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'python',
    weak: [
      club(`    class Meta:\n        model = Club\n        fields = ['name', 'founder']\n        depth = 1\n`),
      club(`    class Meta:\n        model = Club\n        exclude = ['id']\n        depth = 2\n`),
    ],
    safe: [
      club(`    class Meta:\n        model = Club\n        fields = ['name', 'founder']\n`),
      club(`    class Meta:\n        model = Club\n        fields = ['name']\n        depth = 1\n`),
      club(
        `    founder = Founder(read_only=True)\n    class Meta:\n        model = Club\n        fields = ['name', 'founder']\n        depth = 1\n`,
      ),
    ],
  },
  {
    kind: 'n-plus-one',
    language: 'python',
    weak: [room(`info.context['rooms'].house(self.house_id)`), grouped('await repository.leaves(tree.id)')],
    safe: [room(`info.context['houses'].load(self.house_id)`), grouped('leaves.get(tree.id, [])'), grouped('leaves.get(tree.id) or []')],
  },
  { kind: 'weak-cipher', language: 'python', weak: [sealed('ECB')], safe: [sealed('GCM')] },
  {
    kind: 'insecure-cookie',
    language: 'python',
    weak: [signedIn(`{'max_age': 60}`)],
    safe: [signedIn(`{'secure': True, 'httponly': True}`)],
  },
  {
    kind: 'hardcoded-secret',
    language: 'python',
    weak: [
      `${SETTINGS}class S(BaseSettings):\n    signing_key: SecretStr = SecretStr('amber-4-quay-lantern-tide')\n`,
      `${SETTINGS}class S(BaseSettings):\n    jwt_secret: SecretStr = Field(default=SecretStr('amber-4-quay-lantern-tide'), min_length=9)\n`,
    ],
    safe: [
      `${SETTINGS}class S(BaseSettings):\n    signing_key: SecretStr\n    jwt_secret: SecretStr = Field(min_length=9)\n`,
      `${SETTINGS}class S(BaseSettings):\n    signing_key: SecretStr | None = None\n`,
    ],
  },
  {
    kind: 'stack-trace-response',
    language: 'python',
    weak: [failure(`''.join(traceback.format_exception(error))`)],
    safe: [failure(`'ask for help with the number of this request'`)],
  },
  { kind: 'redos-validator', language: 'python', weak: [LABELS(`regex_engine='python-re'`)], safe: [LABELS(`extra='forbid'`)] },
  {
    kind: 'debug-mode',
    language: 'python',
    weak: [
      `import os\nclass Config:\n    DEBUG = bool(os.environ.get('SITE_DEBUG', 'no'))\n`,
      `import os\ndef on(name, default='0'):\n    return bool(os.getenv(name, default))\nclass Config:\n    DEBUG = on('SITE_DEBUG')\n`,
    ],
    safe: [
      `import os\nclass Config:\n    DEBUG = bool(os.environ.get('SITE_DEBUG', ''))\n`,
      `import os\ndef on(name, default='0'):\n    return bool(int(os.getenv(name, default)))\nclass Config:\n    DEBUG = on('SITE_DEBUG')\n`,
    ],
  },
  {
    kind: 'no-tls-verification',
    language: 'python',
    weak: [trusted('context.verify_mode = ssl.CERT_NONE')],
    safe: [trusted(`context.load_verify_locations('/etc/peer.pem')`)],
  },
]
