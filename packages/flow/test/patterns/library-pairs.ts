import type { Pair } from './pairs.ts'

const CACHE = (field: string, read: string): string =>
  `import pickle\nfrom collections import OrderedDict\n_stores = {}\nclass Cache:\n    def __init__(self, name, params):\n        self._entries = ${field}\n    def get(self, key):\n        ${read}\n    def set(self, key, value):\n        self._entries[key] = pickle.dumps(value)\n`
const OIDC = (used: string): string =>
  `import jwt\nfrom .keys import provider_of\ndef authenticate(token):\n    try:\n        unverified = jwt.decode(token, options={"verify_signature": False})\n    except jwt.PyJWTError:\n        return None\n    provider = provider_of(unverified.get("iss"))\n    try:\n        claims = jwt.decode(token, provider.key, algorithms=["RS256"], issuer=provider.issuer)\n    except jwt.PyJWTError:\n        raise ValueError("token")\n    return ${used}\n`
const HASHER = (kept: string): string =>
  `import base64, bcrypt, hashlib\ndef shortened(password):\n    return base64.b64encode(hashlib.sha256(password.encode()).digest())\ndef encode(password):\n    data = shortened(password)\n    return ${kept}\n`

const DEVICES = (model: string, fields: string, view = ''): string =>
  `from django.core.exceptions import PermissionDenied\nfrom django.db import models\nfrom django.urls import path\nfrom rest_framework import generics, serializers\nfrom rest_framework.permissions import IsAuthenticated\n${model}class Shown(serializers.ModelSerializer):\n    class Meta:\n        model = Thing\n        fields = ${fields}\nclass Create(generics.CreateAPIView):\n    permission_classes = [IsAuthenticated]\n    serializer_class = Shown\n${view}urlpatterns = [path('things', Create.as_view())]\n`
const THING = (fields: string, name = 'Thing'): string => `class ${name}(models.Model):\n    name = models.TextField()\n${fields}`
const ROLE = '    role = models.ForeignKey("extras.Role", on_delete=models.PROTECT)\n'
const PUBLIC = '    is_public = models.BooleanField()\n'
const ASKED = (condition: string): string => `def shown(request, thing):\n    if not ${condition}:\n        raise PermissionDenied\n`

const CONTEXT = (field: string, condition: string, between = ''): string =>
  `import ssl\nclass Remote:\n    ${field}\n    def context(self):\n        context = ssl.create_default_context()\n        if ${condition}:\n            context.check_hostname = False\n            context.verify_mode = ssl.CERT_NONE\n${between}        return context\n`
const SERVED = (made: string, asked = ''): string =>
  `const tls = require('tls')\nconst options = { key, cert, requestCert: true, rejectUnauthorized: false }\nconst socket = tls.${made}\n${asked}`

/** What libraries do for their users, beside what only looks like it. */
export const LIBRARY_PAIRS: readonly Pair[] = [
  {
    kind: 'jwt-not-verified',
    language: 'python',
    weak: [OIDC('unverified')],
    safe: [OIDC('claims')],
  },
  {
    kind: 'weak-password-hash',
    language: 'python',
    weak: [HASHER('data.hex()'), HASHER('data.hex(), bcrypt.gensalt()')],
    safe: [
      HASHER('bcrypt.hashpw(data, bcrypt.gensalt())'),
      'import bcrypt, binascii, hashlib\nclass Hasher:\n    digest = hashlib.sha256\n    def encode(self, password, salt):\n        password = password.encode()\n        if self.digest is not None:\n            password = binascii.hexlify(self.digest(password).digest())\n        return bcrypt.hashpw(password, salt)\n',
    ],
  },
  {
    kind: 'mass-assignment-pattern',
    language: 'python',
    weak: [
      DEVICES(THING(`${ROLE}    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)\n`), '"__all__"'),
      DEVICES(`${THING(ROLE, 'Membership')}Thing = Membership\n`, '"__all__"'),
      DEVICES(`${THING('    email = models.EmailField()\n', 'Contact')}class Thing(Contact):\n${ROLE}`, '["role"]'),
      DEVICES(THING(PUBLIC), '["is_public"]', ASKED('request.user.thing.is_public')),
      DEVICES(
        THING('    enabled = models.BooleanField()\n'),
        '["enabled"]',
        ASKED('Thing.objects.filter(user=request.user, enabled=True).exists()'),
      ),
    ],
    safe: [
      DEVICES(THING(ROLE), '"__all__"'),
      DEVICES(THING(PUBLIC), '["is_public"]', ASKED('thing.is_public')),
      DEVICES(
        THING('    enabled = models.BooleanField()\n'),
        '["enabled"]',
        ASKED('Thing.objects.filter(name=thing, enabled=True).exists()'),
      ),
    ],
  },
  {
    kind: 'weak-password-hash',
    language: 'javascript',
    weak: [
      "const crypto = require('crypto')\nexports.keep = (username, password) => crypto.createHash('md5').update(username + ':' + password).digest('hex')\n",
    ],
    safe: [
      "const crypto = require('crypto')\nexports.answer = (username, realm, password) => crypto.createHash('md5').update(username + ':' + realm + ':' + password).digest('hex')\n",
    ],
  },
  {
    kind: 'config-fallback-secret',
    language: 'python',
    weak: [
      'import os\nmodel_api_key = os.getenv("MODEL_API_KEY", "k9QzT4vXw2Lm")\n',
      'import os\nsession_secret = os.getenv("SESSION_SECRET", "placeholder")\n',
    ],
    safe: ['import os\nmodel_api_key = os.getenv("MODEL_API_KEY", "placeholder")\n'],
  },
  {
    kind: 'default-credentials',
    language: 'javascript',
    weak: [
      "const rows = []\nfunction account(password, user) {\n  rows.push({ user, key: crypto.createHmac('sha256', password).digest() })\n}\naccount('foo4tune', 'admin')\n",
    ],
    safe: [
      "const crypto = require('crypto')\nfunction hmac(key, data) {\n  return crypto.createHmac('sha256', key).update(data).digest()\n}\nfunction ntowf(password, user, domain) {\n  return hmac(Buffer.from(password), Buffer.from(user + domain))\n}\nconsole.log(ntowf('foo4tune', 'admin', 'shop'))\n",
    ],
  },
  {
    kind: 'default-credentials',
    language: 'python',
    weak: ['from passlib.hash import argon2\nadd_user("admin", argon2.hash("foo4tune"))\n'],
    safe: ['from passlib.hash import argon2\nhashed = argon2.hash("admin")\nassert argon2.verify("admin", hashed)\n'],
  },
  {
    kind: 'no-tls-verification',
    language: 'python',
    weak: [
      CONTEXT('tls_validation = models.BooleanField(default=False)', 'not self.tls_validation'),
      CONTEXT('skip_verify: bool = Field(default=True, description="skip")', 'self.skip_verify'),
      CONTEXT('host: str = ""', 'not self.tls_validation'),
      CONTEXT('own: bool = False', 'self.own'),
      'import ssl\ndef context(verify=False):\n    made = ssl.create_default_context()\n    if not verify:\n        made.check_hostname = False\n    return made\n',
    ],
    safe: [
      CONTEXT('tls_validation = models.BooleanField(default=True)', 'not self.tls_validation'),
      CONTEXT('skip_verify: bool = Field(default=False, description="skip")', 'self.skip_verify'),
      'import ssl\ndef context(verify: bool = True):\n    made = ssl.create_default_context()\n    if not verify:\n        made.check_hostname = False\n        made.verify_mode = ssl.CERT_NONE\n    return made\n',
    ],
  },
  {
    kind: 'no-tls-verification',
    language: 'javascript',
    weak: [
      SERVED('connect(443, options)'),
      SERVED('createServer(options)'),
      SERVED('connect(443, options)', 'if (socket.authorized) send()\n'),
    ],
    safe: [SERVED('createServer(options, (peer) => peer.getPeerCertificate())')],
  },
  {
    kind: 'hardcoded-secret',
    language: 'javascript',
    weak: ["export const labels = { password: 'Contrase7!a' }\n"],
    safe: ["export const labels = { password: 'Contraseña' }\n", "export const labels = { password: 'ரகசியம்சொல்' }\n"],
  },
  {
    kind: 'hardcoded-secret',
    language: 'javascript',
    weak: ["export const SPRITE_TOKEN = 'a7Kq/x92LmPd4TzR'\n"],
    safe: ["export const SPRITE_TOKEN = 'config/SPRITE_TOKEN'\n"],
  },
  {
    kind: 'hardcoded-secret',
    language: 'python',
    weak: ['MASKS = [{"password": "Kw7!dr9(Lmq2"}]\n'],
    safe: ['MASKS = [{"password": r"^@\\s*password\\s+(?P<secret>.*)"}]\n'],
  },
]

/** Objects that are read from where the program keeps its own: only possible, as nobody else writes there. */
export const OWN_KEEPING = {
  sure: [
    CACHE('redis.Redis()', 'return pickle.loads(self._entries.get(key))'),
    CACHE('params["entries"]', 'return pickle.loads(self._entries[key])'),
    'import pickle\ndef entry(row):\n    return pickle.loads(row.data)\n',
    'import pickle\ndef entry(source):\n    return pickle.loads(source.read())\n',
  ],
  possible: [
    CACHE('{}', 'return pickle.loads(self._entries[key])'),
    CACHE('{}', 'until, packed = self._entries.get(key, (0, None))\n        return pickle.loads(packed)'),
    CACHE('_stores.setdefault(name, OrderedDict())', 'packed = self._entries[key]\n        return pickle.loads(packed)'),
    'import pickle, zlib\ndef entry(name):\n    with open(name, "rb") as f:\n        return pickle.loads(zlib.decompress(f.read()))\n',
    'import pickle\ndef until(file):\n    return pickle.load(file)\ndef entry(name):\n    with open(name, "rb") as f:\n        return until(f)\n',
  ],
} as const
