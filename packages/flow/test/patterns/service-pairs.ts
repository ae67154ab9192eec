import type { Pair } from './pairs.ts'

const EXPRESS = "const express = require('express')\nconst app = express()\napp.use(express.json())\n"
const FLASK = 'from flask import Flask, request, jsonify\napp = Flask(__name__)\n'
const FASTIFY = "import fastify from 'fastify'\nconst app = fastify()\n"
const SQLITE = "const Database = require('better-sqlite3')\nconst db = new Database('a.db')\n"
const POSTGRES = "const { Pool } = require('pg')\nconst pool = new Pool()\n"

/** What services do by hand: accounts, tokens, cookies, caches, races. */
/** A helper that measures what it gives back, whatever the value is called in it. */
const readPassword = (least: number): string =>
  `function password(body) {\n  const value = body.password\n  if (typeof value !== 'string' || value.length < ${least}) throw new Error('bad')\n  return value\n}\n`
const MEASURED =
  "const text = ({ min = 1, max }) => (value) => {\n  if (typeof value !== 'string' || value.length < min || value.length > max) throw new Error('bad')\n  return value\n}\nconst read = (body, fields) => Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one(body[name])]))\n"
const SECRET =
  'def secret(minimum=1):\n    def read(value):\n        if not minimum <= len(value) <= 200:\n            raise ValueError\n        return value\n    return read\ndef body(**fields):\n    data = request.get_json()\n    return {name: read(data[name]) for name, read in fields.items()}\n'

export const SERVICE_PAIRS: readonly Pair[] = [
  {
    kind: 'default-credentials',
    language: 'javascript',
    weak: [
      "function addUser(email, name, password, role) {\n  return store(email, name, hash(password), role)\n}\naddUser('admin@site.example', 'Administrator', 'admin123', 'admin')\n",
      "for (const [email, password, role] of [['root@site.example', 'toor', 'admin'], ['mia@site.example', 'harbour-9', 'member']]) {\n  insert({ email, hash: hash(password), role })\n}\n",
      "export const accounts = [{ username: 'admin', password: 'admin', role: 'admin' }]\n",
      "db.exec(\"INSERT INTO users (login, password, role) VALUES ('admin', 'letmein', 'admin')\")\n",
    ],
    safe: [
      "function addUser(email, name, password, role) {\n  return store(email, name, hash(password), role)\n}\naddUser('admin@site.example', 'Administrator', process.env.ADMIN_PASSWORD, 'admin')\n",
      'for (const [email, password, role] of readAccounts()) insert({ email, hash: hash(password), role })\n',
      "export const connection = { host: 'db', user: 'admin', password: 'local-only', database: 'app' }\n",
      "export const form = [{ name: 'email', label: 'Address' }, { name: 'password', label: 'Password' }]\n",
      "db.exec('INSERT INTO users (login, password, role) VALUES (?, ?, ?)')\n",
    ],
  },
  {
    kind: 'default-credentials',
    language: 'python',
    weak: [
      'def seed():\n    for login, password, role in (("administrator", "administrator", "admin"), ("ines", "ines2000", "client")):\n        insert(login, digest(password), role)\n',
      'def add_user(name, password, role):\n    save(name, digest(password), role)\nadd_user("admin", "admin", "admin")\n',
      'def create(user):\n    user.set_password("changeme1")\n    user.save()\n',
    ],
    safe: [
      'import os\ndef add_user(name, password, role):\n    save(name, digest(password), role)\nadd_user("admin", os.environ["ADMIN_PASSWORD"], "admin")\n',
      'def verify_password(name, password):\n    return lookup(name) == digest(password)\nassert not verify_password("admin", "wrong-one")\n',
      'def create(user, form):\n    user.set_password(form.password)\n    user.save()\n',
      'from werkzeug.security import check_password_hash, generate_password_hash\ndef login(form):\n    row = find(form.name)\n    stored = row.hash if row else generate_password_hash("somebody-else")\n    return check_password_hash(stored, form.password) and row\n',
      'for name, kind in (("password", "secret"), ("login", "text")):\n    field(name, kind)\n',
    ],
  },
  {
    kind: 'weak-password-policy',
    language: 'javascript',
    weak: [
      `${EXPRESS}app.post('/register', (req, res) => {\n  const { email, password } = req.body\n  users.insert({ email, password: hash(password) })\n  res.status(201).end()\n})\n`,
      `${EXPRESS}${readPassword(6)}app.post('/register', (req, res) => {\n  users.insert({ email: req.body.email, hash: hash(password(req.body)) })\n  res.status(201).end()\n})\n`,
      `${EXPRESS}${readPassword(1)}app.post('/register', (req, res) => {\n  users.insert({ email: req.body.email, hash: hash(password(req.body)) })\n  res.status(201).end()\n})\n`,
      `${EXPRESS}${MEASURED}app.post('/register', (req, res) => {\n  const given = read(req.body, { email: text({ max: 80 }), password: text({ min: 4, max: 80 }) })\n  users.insert({ email: given.email, hash: hash(given.password) })\n  res.status(201).end()\n})\n`,
    ],
    safe: [
      `${EXPRESS}${readPassword(12)}app.post('/register', (req, res) => {\n  users.insert({ email: req.body.email, hash: hash(password(req.body)) })\n  res.status(201).end()\n})\n`,
      `${EXPRESS}${MEASURED}app.post('/register', (req, res) => {\n  const given = read(req.body, { email: text({ max: 80 }), password: text({ min: 12, max: 80 }) })\n  users.insert({ email: given.email, hash: hash(given.password) })\n  res.status(201).end()\n})\n`,
      `${EXPRESS}const { z } = require('zod')\nconst password = z\n  .string()\n  .min(12)\n  .max(128)\napp.post('/register', (req, res) => {\n  const { email, password: given } = req.body\n  users.insert({ email, password: hash(password.parse(given)) })\n  res.status(201).end()\n})\n`,
      `${EXPRESS}app.post('/register', (req, res) => {\n  const { email, password } = req.body\n  if (password.length < 12) return res.status(400).end()\n  users.insert({ email, password: hash(password) })\n  res.status(201).end()\n})\n`,
      `${EXPRESS}const v = require('valibot')\nconst NewPassword = v.pipe(\n  v.string(),\n  v.minLength(12),\n)\nconst Form = v.object({ email: v.string(), password: NewPassword })\napp.post('/register', (req, res) => {\n  const { email, password } = v.parse(Form, req.body)\n  users.insert({ email, password: hash(password) })\n  res.status(201).end()\n})\n`,
      `${EXPRESS}const zxcvbn = require('zxcvbn')\napp.post('/register', (req, res) => {\n  const { email, password } = req.body\n  if (zxcvbn(password).score < 3) return res.status(400).end()\n  users.insert({ email, password: hash(password) })\n  res.status(201).end()\n})\n`,
    ],
  },
  {
    kind: 'weak-password-policy',
    language: 'python',
    weak: [
      `${FLASK}@app.post("/register")\ndef register():\n    data = request.get_json()\n    save(data["email"], digest(data["password"]))\n    return "", 201\n`,
      `${FLASK}${SECRET}@app.post("/register")\ndef register():\n    data = body(email=secret(3), password=secret(6))\n    save(data["email"], digest(data["password"]))\n    return "", 201\n`,
      `${FLASK}${SECRET}@app.post("/register")\ndef register():\n    data = body(email=secret(3), password=secret())\n    save(data["email"], digest(data["password"]))\n    return "", 201\n`,
    ],
    safe: [
      `${FLASK}${SECRET}@app.post("/register")\ndef register():\n    data = body(email=secret(3), password=secret(12))\n    save(data["email"], digest(data["password"]))\n    return "", 201\n`,
      `${FLASK}@app.post("/register")\ndef register():\n    data = request.get_json()\n    if len(data["password"]) < 12:\n        return "", 400\n    save(data["email"], digest(data["password"]))\n    return "", 201\n`,
    ],
  },
  {
    kind: 'jwt-not-verified',
    language: 'javascript',
    weak: [
      "const crypto = require('crypto')\nfunction read(token, key) {\n  const [head, body, given] = token.split('.')\n  const header = JSON.parse(Buffer.from(head, 'base64url'))\n  const claims = JSON.parse(Buffer.from(body, 'base64url'))\n  if (header.alg === 'none') return claims\n  if (crypto.createHmac('sha256', key).update(head + '.' + body).digest('base64url') !== given) throw new Error('no')\n  return claims.exp > now() ? claims : null\n}\nmodule.exports = read\n",
    ],
    safe: [
      "const crypto = require('crypto')\nfunction read(token, key) {\n  const [head, body, given] = token.split('.')\n  const header = JSON.parse(Buffer.from(head, 'base64url'))\n  const claims = JSON.parse(Buffer.from(body, 'base64url'))\n  if (header.alg === 'none') throw new Error('unsigned')\n  if (crypto.createHmac('sha256', key).update(head + '.' + body).digest('base64url') !== given) throw new Error('no')\n  return claims.exp > now() ? claims : null\n}\nmodule.exports = read\n",
    ],
  },
  {
    kind: 'jwt-no-expiry',
    language: 'python',
    weak: [
      'import base64, hashlib, hmac, json\ndef read(token, key):\n    head, body, given = token.split(".")\n    header = json.loads(base64.urlsafe_b64decode(head))\n    if header["alg"] != "HS256":\n        raise ValueError("alg")\n    if not hmac.compare_digest(sign(key, head, body), given):\n        raise ValueError("signature")\n    return json.loads(base64.urlsafe_b64decode(body))\n',
    ],
    safe: [
      'import base64, hashlib, hmac, json, time\ndef read(token, key):\n    head, body, given = token.split(".")\n    header = json.loads(base64.urlsafe_b64decode(head))\n    if header["alg"] != "HS256":\n        raise ValueError("alg")\n    if not hmac.compare_digest(sign(key, head, body), given):\n        raise ValueError("signature")\n    claims = json.loads(base64.urlsafe_b64decode(body))\n    if claims["exp"] < time.time():\n        raise ValueError("over")\n    return claims\n',
    ],
  },
  {
    kind: 'jwt-no-algorithms',
    language: 'python',
    weak: ['import jwt\ndef read(token, key):\n    return jwt.decode(token, key)\n'],
    safe: ['import jwt\ndef read(token, key):\n    return jwt.decode(token, key, algorithms=["HS256"])\n'],
  },
  {
    kind: 'jwt-no-algorithms',
    language: 'javascript',
    weak: ["const jwt = require('jsonwebtoken')\nmodule.exports = (token, key) => jwt.verify(token, key)\n"],
    safe: ["const jwt = require('jsonwebtoken')\nmodule.exports = (token, key) => jwt.verify(token, key, { algorithms: ['RS256'] })\n"],
  },
  {
    kind: 'jwt-no-claims',
    language: 'python',
    weak: ['import jwt\ndef read(token, key):\n    return jwt.decode(token, key, algorithms=["HS256"])\n'],
    safe: ['import jwt\ndef read(token, key):\n    return jwt.decode(token, key, algorithms=["HS256"], audience="api", issuer="site")\n'],
  },
  {
    kind: 'jwt-no-claims',
    language: 'javascript',
    weak: ["const jwt = require('jsonwebtoken')\nmodule.exports = (token, key) => jwt.verify(token, key, { algorithms: ['HS256'] })\n"],
    safe: [
      "const jwt = require('jsonwebtoken')\nmodule.exports = (token, key) => jwt.verify(token, key, { algorithms: ['HS256'], issuer: 'site', audience: 'api' })\n",
    ],
  },
  {
    kind: 'jwt-weak-secret',
    language: 'python',
    weak: ['import jwt\nKEY = "short-one"\ndef make(claims):\n    return jwt.encode({"exp": 1, **claims}, KEY, algorithm="HS256")\n'],
    safe: [
      'import os\nimport jwt\nKEY = os.environ["KEY"]\ndef make(claims):\n    return jwt.encode({"exp": 1, **claims}, KEY, algorithm="HS256")\n',
    ],
  },
  {
    kind: 'jwt-weak-secret',
    language: 'javascript',
    weak: ["const jwt = require('jsonwebtoken')\nmodule.exports = (claims) => jwt.sign(claims, 'secret', { expiresIn: '5m' })\n"],
    safe: ["const jwt = require('jsonwebtoken')\nmodule.exports = (claims) => jwt.sign(claims, process.env.KEY, { expiresIn: '5m' })\n"],
  },
  {
    kind: 'jwt-long-expiry',
    language: 'javascript',
    weak: [
      "const jwt = require('jsonwebtoken')\nconst config = { lifetime: '24h' }\nmodule.exports = (user) => jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: config.lifetime })\n",
    ],
    safe: [
      "const jwt = require('jsonwebtoken')\nconst config = { lifetime: '15m' }\nmodule.exports = (user) => jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: config.lifetime })\n",
    ],
  },
  {
    kind: 'jwt-long-expiry',
    language: 'python',
    weak: [
      'import datetime, jwt\ndef access_token(user, key):\n    return jwt.encode({"sub": user, "exp": datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=30)}, key, algorithm="HS256")\n',
      'import time, jwt\nHOURS = 72\ndef access_token(user, key):\n    return jwt.encode({"sub": user, "exp": int(time.time()) + HOURS * 3600}, key, algorithm="HS256")\n',
    ],
    safe: [
      'import datetime, jwt\ndef access_token(user, key):\n    return jwt.encode({"sub": user, "exp": datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=15)}, key, algorithm="HS256")\n',
      'import datetime, jwt\ndef refresh_token(user, key):\n    return jwt.encode({"sub": user, "exp": datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=14)}, key, algorithm="HS256")\n',
    ],
  },
  {
    kind: 'insecure-cookie',
    language: 'javascript',
    weak: [
      `${EXPRESS}app.post('/in', (req, res) => {\n  res.setHeader('Set-Cookie', \`session=\${token(req)}; Path=/\`)\n  res.end()\n})\n`,
    ],
    safe: [
      `${EXPRESS}app.post('/in', (req, res) => {\n  res.setHeader('Set-Cookie', \`session=\${token(req)}; Path=/; HttpOnly; Secure; SameSite=Lax\`)\n  res.end()\n})\n`,
      `${EXPRESS}app.post('/out', (req, res) => {\n  res.setHeader('Set-Cookie', 'session=; Path=/; Max-Age=0')\n  res.end()\n})\n`,
      `${EXPRESS}app.post('/look', (req, res) => {\n  res.setHeader('Set-Cookie', 'theme=dark; Path=/')\n  res.end()\n})\n`,
    ],
  },
  {
    kind: 'insecure-cookie',
    language: 'python',
    weak: [
      `${FLASK}@app.post("/in")\ndef login():\n    response = jsonify({})\n    response.headers["Set-Cookie"] = f"session={token()}; Path=/"\n    return response\n`,
    ],
    safe: [
      `${FLASK}@app.post("/in")\ndef login():\n    response = jsonify({})\n    response.headers["Set-Cookie"] = f"session={token()}; Path=/; Secure; HttpOnly"\n    return response\n`,
    ],
  },
  {
    kind: 'cors-reflected-origin',
    language: 'python',
    weak: [
      `${FLASK}@app.after_request\ndef cors(response):\n    origin = request.headers.get("Origin")\n    if origin:\n        response.headers["Access-Control-Allow-Origin"] = origin\n    return response\n`,
    ],
    safe: [
      `${FLASK}ALLOWED = {"https://site.example"}\n@app.after_request\ndef cors(response):\n    origin = request.headers.get("Origin")\n    if origin in ALLOWED:\n        response.headers["Access-Control-Allow-Origin"] = origin\n    return response\n`,
    ],
  },
  {
    kind: 'cors-any-origin',
    language: 'python',
    weak: [
      `${FLASK}@app.after_request\ndef cors(response):\n    response.headers["Access-Control-Allow-Origin"] = "*"\n    return response\n`,
    ],
    safe: [
      `${FLASK}@app.after_request\ndef cors(response):\n    response.headers["Access-Control-Allow-Origin"] = "https://site.example"\n    return response\n`,
    ],
  },
  {
    kind: 'bind-all-interfaces',
    language: 'javascript',
    weak: [
      `${EXPRESS}app.listen(3000, '0.0.0.0')\n`,
      "export const config = { host: process.env.HOST || '0.0.0.0', port: 3000 }\n",
      `${FASTIFY}await app.listen({ port: 3000, host: '0.0.0.0' })\n`,
    ],
    safe: [`${EXPRESS}app.listen(3000, '127.0.0.1')\n`, "export const config = { host: process.env.HOST || '127.0.0.1', port: 3000 }\n"],
  },
  {
    kind: 'bind-all-interfaces',
    language: 'python',
    weak: [`${FLASK}app.run(host="0.0.0.0")\n`, 'import os\nHOST = os.environ.get("HOST", "0.0.0.0")\n'],
    safe: [`${FLASK}app.run(host="127.0.0.1")\n`, 'import os\nHOST = os.environ.get("HOST", "127.0.0.1")\n', 'BLOCKED = "0.0.0.0"\n'],
  },
  {
    kind: 'dev-server',
    language: 'python',
    weak: [`${FLASK}if __name__ == "__main__":\n    app.run(port=8000)\n`],
    safe: [`${FLASK}import waitress\nif __name__ == "__main__":\n    waitress.serve(app, host="127.0.0.1", port=8000)\n`],
  },
  {
    kind: 'debug-mode',
    language: 'python',
    weak: [
      `import os\n${FLASK}app.config["DEBUG"] = os.environ.get("DEBUG", "1") == "1"\n`,
      'import os\nclass Config:\n    DEBUG = os.getenv("DEBUG", "true").lower() == "true"\n',
    ],
    safe: [
      `import os\n${FLASK}app.config["DEBUG"] = os.environ.get("DEBUG", "0") == "1"\n`,
      'import os\nclass Config:\n    DEBUG = os.getenv("DEBUG", "false").lower() == "true"\n',
    ],
  },
  {
    kind: 'swallowed-exception',
    language: 'python',
    weak: [
      'import time, urllib.request\ndef push(url):\n    for attempt in range(3):\n        try:\n            urllib.request.urlopen(url, timeout=3)\n            return True\n        except:\n            time.sleep(attempt)\n    return False\n',
      'def close(gateway):\n    try:\n        gateway.charge()\n    except Exception:\n        pass\n',
    ],
    safe: [
      'import time, urllib.request\ndef push(url):\n    for attempt in range(3):\n        try:\n            urllib.request.urlopen(url, timeout=3)\n            return True\n        except OSError:\n            time.sleep(attempt)\n    return False\n',
      'import time, urllib.request\ndef push(url):\n    for attempt in range(3):\n        try:\n            return urllib.request.urlopen(url, timeout=3)\n        except Exception:\n            time.sleep(attempt)\n    raise RuntimeError("unreachable")\n',
    ],
  },
  {
    kind: 'swallowed-exception',
    language: 'javascript',
    weak: ['export const load = (job) => job.run().catch(() => {})\n'],
    safe: [
      'export const load = (job) => job.run().catch(() => undefined)\n',
      'export const load = (job, log) => job.run().catch((error) => log.error(error))\n',
    ],
  },
  {
    kind: 'missing-timeout',
    language: 'python',
    weak: [
      'import urllib.request\ndef sync(url):\n    request = urllib.request.Request(url)\n    return urllib.request.urlopen(request).read()\n',
      'import urllib.request\ndef push(url, text):\n    urllib.request.urlopen(url, text.encode())\n',
    ],
    safe: [
      'import urllib.request\ndef sync(url):\n    return urllib.request.urlopen(url, None, 5).read()\n',
      'import socket, urllib.request\nsocket.setdefaulttimeout(5)\ndef sync(url):\n    return urllib.request.urlopen(url).read()\n',
    ],
  },
  {
    kind: 'secret-in-url',
    language: 'javascript',
    weak: [
      `${EXPRESS}app.use((req, res, next) => {\n  const token = req.headers.authorization || req.query.token\n  if (!check(token)) return res.status(401).end()\n  next()\n})\n`,
    ],
    safe: [
      `${EXPRESS}app.use((req, res, next) => {\n  const token = req.headers.authorization\n  if (!check(token)) return res.status(401).end()\n  next()\n})\n`,
      `${EXPRESS}app.get('/verify-email', (req, res) => {\n  confirmAddress(req.query.token)\n  res.end()\n})\n`,
    ],
  },
  {
    kind: 'secret-in-url',
    language: 'python',
    weak: [
      'from fastapi import Depends, FastAPI, HTTPException, Request\napp = FastAPI()\ndef caller(request: Request):\n    token = request.query_params.get("access_token")\n    if not valid(token):\n        raise HTTPException(401)\n    return token\n@app.get("/me")\ndef me(user=Depends(caller)):\n    return user\n',
    ],
    safe: [
      'from flask import Flask, request\napp = Flask(__name__)\n@app.get("/set-password")\ndef choose():\n    return page(request.args.get("token"))\n',
      'from fastapi import Depends, FastAPI, HTTPException, Request\napp = FastAPI()\ndef caller(request: Request):\n    token = request.headers.get("Authorization")\n    if not valid(token):\n        raise HTTPException(401)\n    return token\n@app.get("/me")\ndef me(user=Depends(caller)):\n    return user\n',
    ],
  },
  {
    kind: 'body-limit-missing',
    language: 'javascript',
    weak: ["import fastify from 'fastify'\nexport const app = fastify({ bodyLimit: 200 * 1024 * 1024 })\n"],
    safe: [
      "import fastify from 'fastify'\nexport const app = fastify({ bodyLimit: 64 * 1024 })\n",
      "import fastify from 'fastify'\nexport const app = fastify()\n",
    ],
  },
  {
    kind: 'cache-without-expiry',
    language: 'javascript',
    weak: [
      'const cache = new Map()\nexport async function rate(code) {\n  if (!cache.has(code)) cache.set(code, await load(code))\n  return cache.get(code)\n}\n',
    ],
    safe: [
      'const cache = new Map()\nexport async function rate(code) {\n  if (cache.size > 1000) cache.clear()\n  if (!cache.has(code)) cache.set(code, await load(code))\n  return cache.get(code)\n}\n',
      "const limits = new Map()\nexport function declare() {\n  limits.set('login', 5)\n}\n",
      'const handlers = new Map()\nexport const on = (name, handler) => handlers.set(name, handler)\n',
    ],
  },
  {
    kind: 'cache-without-expiry',
    language: 'python',
    weak: ['_cache = {}\ndef rate(code):\n    if code not in _cache:\n        _cache[code] = load(code)\n    return _cache[code]\n'],
    safe: [
      '_cache = {}\ndef rate(code):\n    if len(_cache) > 1000:\n        _cache.clear()\n    if code not in _cache:\n        _cache[code] = load(code)\n    return _cache[code]\n',
      '_registry = {}\ndef register(name, handler):\n    _registry[name] = handler\n',
    ],
  },
  {
    kind: 'cache-not-keyed-by-user',
    language: 'javascript',
    weak: [
      `${EXPRESS}${SQLITE}const cache = new Map()\nconst auth = (req, res, next) => (req.user ? next() : res.status(401).end())\napp.get('/orders', auth, (req, res) => {\n  const known = cache.get(req.url)\n  if (known) return res.json(known)\n  const rows = db.prepare('SELECT * FROM orders WHERE owner = ? LIMIT 50').all(req.user.id)\n  cache.set(req.url, rows)\n  setTimeout(() => cache.delete(req.url), 5000)\n  res.json(rows)\n})\n`,
    ],
    safe: [
      `${EXPRESS}${SQLITE}const cache = new Map()\nconst auth = (req, res, next) => (req.user ? next() : res.status(401).end())\napp.get('/orders', auth, (req, res) => {\n  const key = req.user.id + req.url\n  const known = cache.get(key)\n  if (known) return res.json(known)\n  const rows = db.prepare('SELECT * FROM orders WHERE owner = ? LIMIT 50').all(req.user.id)\n  cache.set(key, rows)\n  setTimeout(() => cache.delete(key), 5000)\n  res.json(rows)\n})\n`,
      `${EXPRESS}${SQLITE}const cache = new Map()\nconst auth = (req, res, next) => (req.user ? next() : res.status(401).end())\napp.get('/products', auth, (req, res) => {\n  const known = cache.get(req.url)\n  if (known) return res.json(known)\n  const rows = db.prepare('SELECT * FROM products LIMIT 50').all()\n  cache.set(req.url, rows)\n  setTimeout(() => cache.delete(req.url), 5000)\n  res.json(rows)\n})\n`,
    ],
  },
  {
    kind: 'cache-not-keyed-by-user',
    language: 'javascript',
    weak: [
      `${EXPRESS}${POSTGRES}const Redis = require('ioredis')\nconst redis = new Redis()\nconst auth = (req, res, next) => (req.user ? next() : res.status(401).end())\napp.get('/limits', auth, async (req, res) => {\n  const key = \`limits:\${req.query.currency}\`\n  const known = await redis.get(key)\n  if (known) return res.json(JSON.parse(known))\n  const { rows } = await pool.query('SELECT name, tier FROM users WHERE id = $1', [req.user.id])\n  await redis.set(key, JSON.stringify(rows[0]), 'EX', 300)\n  res.json(rows[0])\n})\n`,
    ],
    safe: [
      `${EXPRESS}${POSTGRES}const Redis = require('ioredis')\nconst redis = new Redis()\nconst auth = (req, res, next) => (req.user ? next() : res.status(401).end())\napp.get('/limits', auth, async (req, res) => {\n  const key = \`limits:\${req.user.id}:\${req.query.currency}\`\n  const known = await redis.get(key)\n  if (known) return res.json(JSON.parse(known))\n  const { rows } = await pool.query('SELECT name, tier FROM users WHERE id = $1', [req.user.id])\n  await redis.set(key, JSON.stringify(rows[0]), 'EX', 300)\n  res.json(rows[0])\n})\n`,
      `${EXPRESS}${POSTGRES}const Redis = require('ioredis')\nconst redis = new Redis()\nconst auth = (req, res, next) => (req.user ? next() : res.status(401).end())\napp.get('/limits', auth, async (req, res) => {\n  const key = \`limits:\${req.query.tier}\`\n  const known = await redis.get(key)\n  if (known) return res.json(JSON.parse(known))\n  const { rows } = await pool.query('SELECT name, tier FROM users WHERE id = $1', [req.query.tier])\n  await redis.set(key, JSON.stringify(rows[0]), 'EX', 300)\n  res.json(rows[0])\n})\n`,
    ],
  },
  {
    kind: 'cache-not-keyed-by-user',
    language: 'python',
    weak: [
      'import sqlite3\nfrom flask import Flask, request, jsonify\nfrom flask_login import current_user, login_required\napp = Flask(__name__)\ncache = {}\n@app.get("/orders")\n@login_required\ndef orders():\n    if request.path in cache:\n        return jsonify(cache[request.path])\n    rows = load_orders(current_user.id)\n    cache[request.path] = rows\n    return jsonify(rows)\n',
    ],
    safe: [
      'import sqlite3\nfrom flask import Flask, request, jsonify\nfrom flask_login import current_user, login_required\napp = Flask(__name__)\ncache = {}\n@app.get("/orders")\n@login_required\ndef orders():\n    key = (current_user.id, request.path)\n    if key in cache:\n        return jsonify(cache[key])\n    rows = load_orders(current_user.id)\n    cache[key] = rows\n    return jsonify(rows)\n',
    ],
  },
  {
    kind: 'check-then-act',
    language: 'javascript',
    weak: [
      `${EXPRESS}${POSTGRES}app.post('/people', async (req, res) => {\n  const known = await pool.query('SELECT id FROM people WHERE email = $1 LIMIT 1', [req.body.email])\n  if (known.rowCount > 0) return res.status(409).end()\n  await pool.query('INSERT INTO people (email) VALUES ($1)', [req.body.email])\n  res.status(201).end()\n})\n`,
      `${EXPRESS}${POSTGRES}async function add(email) {\n  const known = await pool.query('SELECT id FROM people WHERE email = $1 LIMIT 1', [email])\n  if (known.rowCount > 0) return null\n  await pool.query('INSERT INTO people (email) VALUES ($1)', [email])\n}\napp.post('/people', async (req, res) => {\n  res.json(await add(req.body.email))\n})\n`,
    ],
    safe: [
      `${EXPRESS}${POSTGRES}app.post('/people', async (req, res) => {\n  const known = await pool.query('SELECT id FROM people WHERE email = $1 LIMIT 1', [req.body.email])\n  if (known.rowCount > 0) return res.status(409).end()\n  await pool.query('INSERT INTO people (email) VALUES ($1) ON CONFLICT (email) DO NOTHING', [req.body.email])\n  res.status(201).end()\n})\n`,
      `${EXPRESS}${POSTGRES}async function add(email) {\n  return pool.transaction(async (tx) => {\n    const known = await tx.query('SELECT id FROM people WHERE email = $1 LIMIT 1 FOR UPDATE', [email])\n    if (known.rowCount > 0) return null\n    await tx.query('INSERT INTO people (email) VALUES ($1)', [email])\n  })\n}\napp.post('/people', async (req, res) => {\n  res.json(await add(req.body.email))\n})\n`,
      `${EXPRESS}${POSTGRES}async function find(id) {\n  return (await pool.query('SELECT * FROM people WHERE id = $1 LIMIT 1', [id])).rows[0]\n}\nasync function add(id, email) {\n  await pool.query('INSERT INTO people (id, email) VALUES ($1, $2)', [id, email])\n  return find(id)\n}\napp.post('/people', async (req, res) => {\n  res.json(await add(req.body.id, req.body.email))\n})\n`,
    ],
  },
  {
    kind: 'check-then-act',
    language: 'javascript',
    weak: [
      `${EXPRESS}${POSTGRES}app.post('/redeem', async (req, res) => {\n  const { rows } = await pool.query('SELECT * FROM coupons WHERE code = $1', [req.body.code])\n  const coupon = await pool.query('SELECT * FROM coupons WHERE code = $1', [req.body.code])\n  if (coupon.used) return res.status(409).end()\n  await pool.query('UPDATE coupons SET used = true WHERE code = $1', [req.body.code])\n  res.json({ ok: rows.length })\n})\n`,
    ],
    safe: [
      `${EXPRESS}${POSTGRES}app.post('/redeem', async (req, res) => {\n  const { rowCount } = await pool.query('UPDATE coupons SET used = true WHERE code = $1 AND used = false', [req.body.code])\n  if (rowCount === 0) return res.status(409).end()\n  res.json({ ok: true })\n})\n`,
      `${EXPRESS}${SQLITE}app.post('/redeem', (req, res) => {\n  const coupon = db.prepare('SELECT * FROM coupons WHERE code = ?').get(req.body.code)\n  if (coupon.used) return res.status(409).end()\n  db.prepare('UPDATE coupons SET used = 1 WHERE code = ?').run(req.body.code)\n  res.json({ ok: true })\n})\n`,
      `${EXPRESS}${POSTGRES}app.post('/rename', async (req, res) => {\n  const order = await pool.query('SELECT * FROM orders WHERE id = $1', [req.body.id])\n  if (!order) return res.status(404).end()\n  await pool.query('UPDATE orders SET name = $1 WHERE id = $2', [req.body.name, req.body.id])\n  res.json({ ok: true })\n})\n`,
    ],
  },
  {
    kind: 'check-then-act',
    language: 'python',
    weak: [
      'import asyncpg\nfrom fastapi import FastAPI, HTTPException\napp = FastAPI()\n@app.post("/pay/{wallet_id}")\nasync def pay(wallet_id: int, cents: int):\n    connection = await asyncpg.connect()\n    wallet = await connection.fetchrow("SELECT * FROM wallets WHERE id = $1", wallet_id)\n    if wallet["balance"] < cents:\n        raise HTTPException(409)\n    await connection.execute("UPDATE wallets SET balance = balance - $1 WHERE id = $2", cents, wallet_id)\n    return {}\n',
    ],
    safe: [
      'import asyncpg\nfrom fastapi import FastAPI, HTTPException\napp = FastAPI()\n@app.post("/pay/{wallet_id}")\nasync def pay(wallet_id: int, cents: int):\n    connection = await asyncpg.connect()\n    done = await connection.execute("UPDATE wallets SET balance = balance - $1 WHERE id = $2 AND balance >= $1", cents, wallet_id)\n    if done == "UPDATE 0":\n        raise HTTPException(409)\n    return {}\n',
      'import asyncpg\nfrom fastapi import FastAPI, HTTPException\napp = FastAPI()\n@app.post("/pay/{wallet_id}")\nasync def pay(wallet_id: int, cents: int):\n    connection = await asyncpg.connect()\n    async with connection.transaction():\n        wallet = await connection.fetchrow("SELECT * FROM wallets WHERE id = $1 FOR UPDATE", wallet_id)\n        if wallet["balance"] < cents:\n            raise HTTPException(409)\n        await connection.execute("UPDATE wallets SET balance = balance - $1 WHERE id = $2", cents, wallet_id)\n    return {}\n',
    ],
  },
  {
    kind: 'stack-trace-response',
    language: 'javascript',
    weak: [
      `${EXPRESS}app.post('/graphql', async (req, res) => {\n  const result = await run(req.body)\n  res.json({ ...result, errors: result.errors?.map((error) => ({ message: error.message, stack: error.stack })) })\n})\n`,
    ],
    safe: [
      `${EXPRESS}app.post('/graphql', async (req, res) => {\n  const result = await run(req.body)\n  res.json({ ...result, errors: result.errors?.map((error) => ({ code: error.extensions.code })) })\n})\n`,
    ],
  },
  {
    kind: 'mass-assignment-pattern',
    language: 'javascript',
    weak: [
      `${EXPRESS}${SQLITE}app.patch('/me', (req, res) => {\n  const known = ['email', 'name', 'role']\n  const columns = Object.keys(req.body).filter((column) => known.includes(column))\n  for (const column of columns) db.prepare('UPDATE users SET ' + column + ' = ? WHERE id = ?').run(req.body[column], req.user.id)\n  res.end()\n})\n`,
    ],
    safe: [
      `${EXPRESS}${SQLITE}app.patch('/me', (req, res) => {\n  const known = ['email', 'name', 'phone']\n  const columns = Object.keys(req.body).filter((column) => known.includes(column))\n  for (const column of columns) db.prepare('UPDATE users SET ' + column + ' = ? WHERE id = ?').run(req.body[column], req.user.id)\n  res.end()\n})\n`,
    ],
  },
  {
    kind: 'mass-assignment-pattern',
    language: 'python',
    weak: [
      `import sqlite3\n${FLASK}db = sqlite3.connect("a.db")\n@app.post("/signup")\ndef signup():\n    data = request.get_json()\n    columns = [key for key in data if key in ("username", "email", "role")]\n    db.execute("INSERT INTO accounts (" + ",".join(columns) + ") VALUES (?)", [data[key] for key in columns])\n    return ""\n`,
    ],
    safe: [
      `import sqlite3\n${FLASK}db = sqlite3.connect("a.db")\n@app.post("/signup")\ndef signup():\n    data = request.get_json()\n    columns = [key for key in data if key in ("username", "email", "phone")]\n    db.execute("INSERT INTO accounts (" + ",".join(columns) + ") VALUES (?)", [data[key] for key in columns])\n    return ""\n`,
    ],
  },
  {
    kind: 'mass-assignment-pattern',
    language: 'python',
    weak: [
      'import sqlite3\nfrom fastapi import FastAPI\nfrom pydantic import BaseModel\napp = FastAPI()\ndb = sqlite3.connect("a.db")\nclass Profile(BaseModel):\n    model_config = {"extra": "allow"}\n    name: str\n@app.patch("/me/{user_id}")\ndef change(user_id: int, data: Profile):\n    values = data.model_dump()\n    db.execute("UPDATE users SET " + ",".join(f"{key} = ?" for key in values) + " WHERE id = ?", [*values.values(), user_id])\n    return {}\n',
    ],
    safe: [
      'import sqlite3\nfrom fastapi import FastAPI\nfrom pydantic import BaseModel\napp = FastAPI()\ndb = sqlite3.connect("a.db")\nclass Profile(BaseModel):\n    model_config = {"extra": "forbid"}\n    name: str\n@app.patch("/me/{user_id}")\ndef change(user_id: int, data: Profile):\n    values = data.model_dump()\n    db.execute("UPDATE users SET " + ",".join(f"{key} = ?" for key in values) + " WHERE id = ?", [*values.values(), user_id])\n    return {}\n',
    ],
  },
]
