import { describe, expect, it } from 'vitest'
import type { PatternKind } from '../../src/facts.ts'
import { analysisOf } from '../routes/routes-of.ts'

async function linesOf(text: string | Readonly<Record<string, string>>, kind: PatternKind): Promise<readonly number[]> {
  const { patterns } = await analysisOf(typeof text === 'string' ? { 'app.py': text } : text)
  return patterns.filter((one) => one.kind === kind).map(({ place }) => place.line)
}

const table = (
  kind: PatternKind,
  cases: readonly (readonly [string, string | Readonly<Record<string, string>>, readonly number[]])[],
): void => {
  describe(kind, () => {
    it.each(cases)('%s', async (_, text, lines) => {
      expect(await linesOf(text, kind), JSON.stringify(text)).toEqual(lines)
    })
  })
}

const FETCH = (call: string): string =>
  `from tornado.httpclient import AsyncHTTPClient, HTTPRequest\nasync def rate(url):\n    return await ${call}\n`
table('no-tls-verification', [
  ['a fetch of Tornado', FETCH('AsyncHTTPClient().fetch(url, validate_cert=False)'), [3]],
  ['a request of Tornado', FETCH('AsyncHTTPClient().fetch(HTTPRequest(url, validate_cert=False))'), [3]],
  [
    'all fetches of Tornado',
    'from tornado.httpclient import AsyncHTTPClient\nAsyncHTTPClient.configure(None, defaults={"validate_cert": False})\n',
    [2],
  ],
  ['curl', 'import pycurl\ndef get(url):\n    c = pycurl.Curl()\n    c.setopt(pycurl.SSL_VERIFYPEER, 0)\n', [4]],
  ['httplib2', 'import httplib2\nhttp = httplib2.Http(timeout=5, disable_ssl_certificate_validation=True)\n', [2]],
  ['a fetch that looks', FETCH('AsyncHTTPClient().fetch(url, validate_cert=True)'), []],
  ['curl that looks', 'import pycurl\ndef get(url):\n    c = pycurl.Curl()\n    c.setopt(pycurl.SSL_VERIFYPEER, 1)\n', []],
])

const HELPER = (value: string, options = ''): string =>
  `COOKIE = "corner"\ndef start(handler, person):\n    sid = new_sid()\n    handler.set_cookie(COOKIE, ${value}${options})\n`
table('insecure-cookie', [
  ['the name of a session under a name of its own', HELPER('sid', ', path="/"'), [4]],
  ['a session that is made in place', HELPER('sessions.create_session_id(person)'), [4]],
  ['a token', 'def finish(response, access_token):\n    response.set_cookie("corner", access_token)\n    return response\n', [2]],
  ['with both flags', HELPER('sid', ', httponly=True, secure=True'), []],
  ['a colour', HELPER('person.colour'), []],
  ['the token of forms', 'def page(response, token):\n    response.set_cookie("csrf", token)\n    return response\n', []],
])

const SETTING = (value: string): Readonly<Record<string, string>> => ({ 'settings.py': `import os\nDEBUG = ${value}\n` })
const FIELD = (field: string, given = 'settings.debug', made = 'settings = Settings()'): Readonly<Record<string, string>> => ({
  'settings.py': `from functools import lru_cache\nfrom pydantic import Field\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    ${field}\n${made}\n`,
  'main.py': `from fastapi import FastAPI\nfrom settings import *\nfrom settings import settings\napp = FastAPI(debug=${given})\n`,
})
table('debug-mode', [
  ['on unless it is false', SETTING('os.environ.get("DEBUG", "true").lower() != "false"'), [2]],
  ['on unless it is one of the words', SETTING('os.getenv("APP_DEBUG", "on") not in ("0", "off", "no")'), [2]],
  ['on unless somebody says 0', SETTING('os.environ.get("DEBUG") != "0"'), [2]],
  ['on unless it is production', SETTING('not (os.environ.get("STAGE", "test") == "production")'), [2]],
  ['off unless it is true', SETTING('os.environ.get("DEBUG", "false").lower() != "false"'), []],
  ['off unless it is one of the words', SETTING('os.getenv("APP_DEBUG", "") in ("1", "on")'), []],
  ['off unless it is said', SETTING('os.environ.get("DEBUG") == "1"'), []],
  ['off unless it is development', SETTING('os.environ.get("STAGE", "production") != "production"'), []],
  ['a field', FIELD('debug: bool = True'), [5]],
  ['a declared field', FIELD('debug: bool = Field(default=True, alias="APP_DEBUG")'), [5]],
  ['a field that is off', FIELD('debug: bool = False'), []],
])

const HANDLER = (body: string): string =>
  `import traceback\nfrom tornado.web import RequestHandler\nclass Base(RequestHandler):\n    def write_error(self, status_code, **kwargs):\n${body}`
table('stack-trace-response', [
  [
    'the whole text at once',
    HANDLER(
      '        details = ""\n        if "exc_info" in kwargs:\n            details = "".join(traceback.format_exception(*kwargs["exc_info"]))\n        self.finish(f"{status_code} {details}")\n',
    ),
    [8],
  ],
  [
    'line by line',
    HANDLER('        for line in traceback.format_exception(*kwargs["exc_info"]):\n            self.write(line)\n        self.finish()\n'),
    [6],
  ],
  ['as JSON', HANDLER('        self.finish({"error": status_code, "trace": traceback.format_exc()})\n'), [5]],
  [
    'only while debugging',
    HANDLER(
      '        if self.settings.get("serve_traceback"):\n            return super().write_error(status_code, **kwargs)\n        self.finish(f"{status_code}")\n',
    ),
    [],
  ],
])

const TORNADO = (body: string): string => `from tornado.web import RequestHandler\nclass Base(RequestHandler):\n${body}`
table('csrf-off', [
  ['the check of Tornado', TORNADO('    def check_xsrf_cookie(self):\n        # old forms\n        return None\n'), [3]],
  [
    'the check of a session in DRF',
    'from rest_framework.authentication import SessionAuthentication\nclass Session(SessionAuthentication):\n    def enforce_csrf(self, request):\n        return\n',
    [3],
  ],
  [
    'the check of Django',
    'from django.middleware.csrf import CsrfViewMiddleware\nclass Lenient(CsrfViewMiddleware):\n    def process_view(self, request, callback, args, kwargs):\n        return None\n',
    [3],
  ],
  ['the check of Flask-WTF', 'from flask_wtf import CSRFProtect\nclass Quiet(CSRFProtect):\n    def protect(self):\n        pass\n', [3]],
  [
    'one that frees some addresses',
    TORNADO(
      '    def check_xsrf_cookie(self):\n        if self.request.path.startswith("/hooks/"):\n            return\n        super().check_xsrf_cookie()\n',
    ),
    [],
  ],
  [
    'callers known by a header',
    TORNADO(
      '    def check_xsrf_cookie(self):\n        pass\n    def get_current_user(self):\n        return user_of(self.request.headers.get("Authorization", ""))\n',
    ),
    [],
  ],
])

const SID = (value: string): string =>
  `import hashlib, secrets, time\ndef new_sid(email):\n    return hashlib.sha256(${value}.encode()).hexdigest()\n`
table('weak-random', [
  ['the name of a session out of the time', SID('f"{email}{int(time.time())}"'), [3]],
  ['the name of a session out of what nobody knows', SID('f"{email}{time.time()}{secrets.token_hex(16)}"'), []],
])

const TOKENS = `import base64, hashlib, hmac, json, time
def sign(text):
    return base64.urlsafe_b64encode(hmac.new(KEY, text.encode(), hashlib.sha256).digest()).decode()
def issue(subject, kind, seconds, **more):
    body = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "sub": subject, "kind": kind, "exp": time.time() + seconds, **more}).encode()).decode()
    return f"{body}.{sign(body)}"
def peek(token):
    return json.loads(base64.urlsafe_b64decode(token.split(".")[1]))
def read(token):
    if not hmac.compare_digest(sign(token.split(".")[0]), token.split(".")[1]):
        raise ValueError("signature")
    return peek(token)
`
const DEPENDS = (body: string, guard = ''): Readonly<Record<string, string>> => ({
  'tokens.py': TOKENS,
  'main.py': `from fastapi import Depends, FastAPI, Header, HTTPException\nimport tokens\napp = FastAPI()\ndef bearer(authorization: str = Header("")):\n    return authorization.partition(" ")[2]\ndef current(token=Depends(bearer)):\n    try:\n        return tokens.read(token)\n    except ValueError:\n        raise HTTPException(401)\n${body}\n@app.get("/report"${guard})\ndef report(agency=Depends(agency)):\n    return load(agency)\n`,
})
table('jwt-not-verified', [
  ['claims of one dependency', DEPENDS('def agency(token=Depends(bearer)):\n    return int(tokens.peek(token)["agency"])'), [12]],
  [
    'claims as they come',
    DEPENDS('def agency(token=Depends(bearer)):\n    claims = tokens.peek(token)\n    return claims.get("agency")'),
    [12],
  ],
  ['the verified ones', DEPENDS('def agency(token=Depends(bearer)):\n    return int(tokens.read(token)["agency"])'), []],
  [
    'after another verified them',
    DEPENDS('def agency(token=Depends(bearer)):\n    return int(tokens.peek(token)["agency"])', ', dependencies=[Depends(current)]'),
    [],
  ],
  [
    'only to be written down',
    DEPENDS('def agency(token=Depends(bearer)):\n    log.info("by %r", tokens.peek(token)["sub"])\n    return 1'),
    [],
  ],
])

const LOGOUT = (tokens: string, body: string): Readonly<Record<string, string>> => ({
  'tokens.py': tokens,
  'main.py': `from fastapi import Depends, FastAPI, Response\nimport tokens\napp = FastAPI()\n@app.post("/login")\ndef login(body: dict):\n    return {"token": tokens.issue(body["name"], "access", 60)}\n@app.post("/logout")\ndef logout(user=Depends(current)):\n    ${body}\n    return Response(status_code=204)\n`,
})
const SERIALIZER =
  'from itsdangerous import URLSafeTimedSerializer\ns = URLSafeTimedSerializer(KEY)\ndef issue(subject, kind, seconds):\n    return s.dumps({"sub": subject})\n'
table('logout-idle', [
  ['tokens signed by hand', LOGOUT(TOKENS, 'pass'), [8]],
  ['tokens of a serializer', LOGOUT(SERIALIZER, 'pass'), [8]],
  [
    'sealed tokens',
    LOGOUT(
      'from cryptography.fernet import Fernet\nf = Fernet(KEY)\ndef issue(subject, kind, seconds):\n    return f.encrypt(subject)\n',
      'pass',
    ),
    [8],
  ],
  ['a list of ended tokens', LOGOUT(TOKENS, 'revoke(user["jti"])'), []],
  ['a newer version', LOGOUT(TOKENS, 'user.token_version += 1'), []],
])
table('jwt-use-unasked', [
  [
    'nobody asks',
    DEPENDS(
      'def agency(token=Depends(bearer)):\n    return 1\ndef pair(user):\n    return tokens.issue(user, "access", 60), tokens.issue(user, "refresh", 600)',
    ),
    [8],
  ],
  [
    'a refresh that asks for what only its own tokens have',
    {
      'tokens.py': TOKENS,
      'main.py':
        'import tokens\ndef pair(user):\n    return tokens.issue(user, "access", 60), tokens.issue(user, "refresh", 600, jti=user.jti)\ndef refresh(token):\n    claims = tokens.read(token)\n    return load(claims["jti"])\n',
    },
    [],
  ],
])

const LOGIN = (body: string): string =>
  `import uuid\nfrom flask import Flask, request, make_response\nfrom db import db, redis, users\nSESSIONS = {}\napp = Flask(__name__)\n@app.post("/login")\ndef login():\n    user = users.check(request.form["name"], request.form["password"])\n    response = make_response("ok")\n${body}    return response\n`
table('session-fixation', [
  [
    'the cookie or a new one',
    LOGIN(
      '    sid = request.cookies.get("corner") or uuid.uuid4().hex\n    SESSIONS[sid] = user.id\n    response.set_cookie("corner", sid, httponly=True)\n',
    ),
    [10],
  ],
  [
    'a new one where there is none',
    LOGIN(
      '    sid = request.cookies.get("corner")\n    if not sid:\n        sid = uuid.uuid4().hex\n    response.set_cookie("corner", sid, secure=True)\n',
    ),
    [10],
  ],
  [
    'a row of sessions',
    LOGIN('    db.execute("INSERT INTO web_sessions (id, user_id) VALUES (?, ?)", (request.cookies["corner"], user.id))\n'),
    [10],
  ],
  ['a key of the store', LOGIN('    redis.set(f"session:{request.cookies.get(\'corner\')}", user.id)\n'), [10]],
  [
    'always a new one',
    LOGIN(
      '    old = request.cookies.get("corner")\n    SESSIONS.pop(old, None)\n    sid = uuid.uuid4().hex\n    response.set_cookie("corner", sid)\n',
    ),
    [],
  ],
  [
    'the basket of a visitor',
    LOGIN('    sid = request.cookies.get("cart") or uuid.uuid4().hex\n    response.set_cookie("cart", sid)\n'),
    [],
  ],
  [
    'rows of a visitor that become the own',
    LOGIN('    db.execute("UPDATE carts SET user_id = ? WHERE visitor = ?", (user.id, request.cookies["visitor"]))\n'),
    [],
  ],
])

const FLASK = (body: string): string =>
  `from functools import wraps\nfrom flask import Flask, abort, g, request, session\nfrom db import users\napp = Flask(__name__)\n${body}\n@app.post("/login")\ndef login():\n    session["uid"] = users.check(request.form)["id"]\n    return "ok"\n@app.get("/rooms")\n@admins\ndef rooms():\n    return "12"\n`
const DECORATOR = (body: string, before = ''): string =>
  FLASK(
    `${before}def admins(view):\n    @wraps(view)\n    def inner(*args, **kwargs):\n${body}        return view(*args, **kwargs)\n    return inner`,
  )
table('role-claimed', [
  [
    'a cookie in a decorator',
    DECORATOR('        role = request.cookies.get("role", "member")\n        if role != "admin":\n            abort(403)\n'),
    [9],
  ],
  [
    'a cookie that a helper asks',
    DECORATOR(
      '        if not is_admin():\n            abort(403)\n',
      'def is_admin():\n    return request.cookies.get("is_admin") == "1"\n',
    ),
    [10],
  ],
  [
    'a cookie with a fallback',
    DECORATOR('        role = request.cookies.get("role") or "member"\n        if role.lower() != "admin":\n            abort(403)\n'),
    [9],
  ],
  [
    'a cookie of a dependency',
    'from fastapi import Cookie, Depends, FastAPI, HTTPException\napp = FastAPI()\ndef admins(role: str = Cookie("member")):\n    if role != "admin":\n        raise HTTPException(403)\n@app.get("/rooms", dependencies=[Depends(admins)])\ndef rooms():\n    return "12"\n',
    [4],
  ],
  [
    'a cookie of Tornado',
    'from tornado.web import HTTPError, RequestHandler\nclass Staff(RequestHandler):\n    def prepare(self):\n        if self.get_cookie("role") != "staff":\n            raise HTTPError(403)\n',
    [4],
  ],
  ['the role of the session', DECORATOR('        if session.get("role") != "admin":\n            abort(403)\n'), []],
  [
    'a signed cookie of Tornado',
    'from tornado.web import HTTPError, RequestHandler\nclass Staff(RequestHandler):\n    def prepare(self):\n        if self.get_signed_cookie("role") != b"staff":\n            raise HTTPError(403)\n',
    [],
  ],
  [
    'the new role of somebody',
    FLASK(
      'def admins(view):\n    return view\n@app.post("/roles/<int:key>")\ndef give(key):\n    role = request.form["role"]\n    if role not in ("member", "admin"):\n        abort(400)\n    users.set_role(key, role)\n    return redirect("/rooms")',
    ),
    [],
  ],
])

const MIDDLEWARE = (body: string): Readonly<Record<string, string>> => ({
  'pages/views.py':
    'from django.contrib.auth import login\nfrom django.http import HttpResponse\ndef sign_in(request):\n    login(request, find(request))\n    return HttpResponse()\n',
  'pages/urls.py': 'from django.urls import path\nfrom . import views\nurlpatterns = [path("login/", views.sign_in)]\n',
  'pages/middleware.py': `from .models import User\nclass ActAs:\n    def __init__(self, get_response):\n        self.get_response = get_response\n    def __call__(self, request):\n${body}        return self.get_response(request)\n`,
})
table('caller-claimed', [
  [
    'the user that a header names',
    MIDDLEWARE(
      '        name = request.headers.get("X-Act-As")\n        if name:\n            request.user = User.objects.get(username=name)\n',
    ),
    [6],
  ],
  ['one that META holds', MIDDLEWARE('        request.user = User.objects.get(pk=request.META["HTTP_X_USER_ID"])\n'), [6]],
  [
    'a dependency',
    'from fastapi import FastAPI, Header\napp = FastAPI()\ndef current_user(x_user_id: int = Header()):\n    return db.get(User, x_user_id)\n@app.post("/login")\ndef login(body: dict):\n    return token_of(body)\n',
    [3],
  ],
  [
    'before each request of Flask',
    FLASK(
      'def admins(view):\n    return view\n@app.before_request\ndef who():\n    g.user = users.by_name(request.headers.get("X-Remote-User", ""))',
    ),
    [9],
  ],
  [
    'the address that a header tells',
    FLASK(
      'def admins(view):\n    return view\ndef inside():\n    address = request.headers.get("X-Forwarded-For", request.remote_addr)\n    return address.startswith("10.20.")',
    ),
    [8],
  ],
  [
    'the first address of a list',
    FLASK(
      'def admins(view):\n    return view\ndef inside():\n    address = request.headers["X-Forwarded-For"].split(",")[0].strip()\n    if address not in ("127.0.0.1", "10.0.0.4"):\n        abort(403)',
    ),
    [8],
  ],
  [
    'an address in a network',
    FLASK(
      'import ipaddress\nOFFICE = ipaddress.ip_network("10.0.0.0/8")\ndef admins(view):\n    return view\ndef inside():\n    return ipaddress.ip_address(request.headers["X-Client-IP"]) in OFFICE',
    ),
    [10],
  ],
  [
    'one for the office only',
    MIDDLEWARE(
      '        if request.user.is_staff and request.headers.get("X-Act-As"):\n            request.user = User.objects.get(username=request.headers["X-Act-As"])\n',
    ),
    [],
  ],
  [
    'a header that is signed',
    MIDDLEWARE(
      '        if signature_fits(request.headers):\n            request.user = User.objects.get(pk=request.headers["X-User-Id"])\n',
    ),
    [],
  ],
  [
    'the address of the connection',
    FLASK('def admins(view):\n    return view\ndef inside():\n    return request.remote_addr.startswith("10.20.")'),
    [],
  ],
  [
    'the address that the own proxy adds',
    FLASK(
      'def admins(view):\n    return view\ndef inside():\n    return request.headers["X-Forwarded-For"].split(",")[-1].strip().startswith("10.")',
    ),
    [],
  ],
  [
    'an address for the log',
    FLASK('def admins(view):\n    return view\ndef note():\n    app.logger.info("from %r", request.headers.get("X-Forwarded-For"))'),
    [],
  ],
])

const KEYS = (field: string, key = 'settings.token_key.encode()', more = ''): Readonly<Record<string, string>> => ({
  'settings.py': `from pydantic import Field, SecretStr, field_validator\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    ${field}\n${more}settings = Settings()\n`,
  'tokens.py': `import hashlib, hmac\nfrom settings import settings\ndef sign(text):\n    """The signature of a token."""\n    return hmac.new(${key}, text.encode(), hashlib.sha256).digest()\n`,
})
const REFUSES = `    @field_validator("token_key")\n    @classmethod\n    def long(cls, value):\n        if len(value) < 32:\n            raise ValueError("too short")\n        return value\n`
table('jwt-weak-secret', [
  ['a word', KEYS('token_key: str = "corner"'), [4]],
  ['a declared word', KEYS('token_key: str = Field("corner", alias="KEY")'), [4]],
  [
    'a word that is kept out of logs',
    KEYS('token_key: SecretStr = SecretStr("corner")', 'settings.token_key.get_secret_value().encode()'),
    [4],
  ],
  ['bytes of a word', KEYS('token_key: str = "corner"', 'bytes(settings.token_key, "utf-8")'), [4]],
  ['none without a variable', KEYS('token_key: str'), []],
  ['one that the settings refuse', KEYS('token_key: str = "corner"', 'settings.token_key.encode()', REFUSES), []],
])
