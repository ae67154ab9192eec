import { table } from './lines-of.ts'

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

const READS = (imports: string, body: string, rest = ''): string =>
  `${imports}\nfrom flask import Flask, abort, g, request\napp = Flask(__name__)\n${rest}def read(token):\n    ${body}\n@app.before_request\ndef who():\n    token = request.headers.get("Authorization", "").partition(" ")[2]\n    g.user = read(token)["sub"]\n`
const AUTHLIB = 'from authlib.jose import jwt'
const TIMED = 'from itsdangerous import URLSafeTimedSerializer\nsigner = URLSafeTimedSerializer(KEY)'
table('jwt-no-expiry', [
  ['claims that nobody validates', READS(AUTHLIB, 'return jwt.decode(token, KEY)'), [5]],
  ['claims of joserfc', READS('from joserfc import jwt', 'return jwt.decode(token, KEY).claims'), [5]],
  ['a signature alone', READS('import json\nfrom jose import jws', 'return json.loads(jws.verify(token, KEY, "HS256"))'), [6]],
  ['a token of any age', READS(TIMED, 'return signer.loads(token)'), [6]],
  ['a token of Django of any age', READS('from django.core import signing', 'return signing.loads(token, salt="login")'), [5]],
  ['claims that are validated', READS(AUTHLIB, 'claims = jwt.decode(token, KEY)\n    claims.validate()\n    return claims'), []],
  [
    'claims whose end is asked',
    READS(AUTHLIB, 'claims = jwt.decode(token, KEY)\n    if claims["exp"] < now():\n        abort(401)\n    return claims'),
    [],
  ],
  ['a greatest age', READS(TIMED, 'return signer.loads(token, max_age=3600)'), []],
  [
    'a link that is good for ever',
    'from itsdangerous import URLSafeTimedSerializer\nfrom flask import Flask\napp = Flask(__name__)\nsigner = URLSafeTimedSerializer(KEY)\n@app.get("/unsubscribe/<mark>")\ndef leave(mark):\n    return drop(signer.loads(mark))\n',
    [],
  ],
])
