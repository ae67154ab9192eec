import type { PatternKind } from '../../src/facts.ts'

/** Small programs as people write them: the weakness, and the same task done right. */
export interface Pair {
  readonly kind: PatternKind
  readonly language: 'python' | 'javascript' | 'typescript'
  readonly weak: readonly string[]
  readonly safe: readonly string[]
}

export const PAIRS: readonly Pair[] = [
  {
    kind: 'weak-hash',
    language: 'python',
    weak: [
      'import hashlib\ndef store(password):\n    return hashlib.md5(password.encode()).hexdigest()\n',
      'import hashlib\ndef sign(token):\n    h = hashlib.new("sha1")\n    h.update(token)\n    return h.hexdigest()\n',
    ],
    safe: [
      'import hashlib\ndef etag(body):\n    return hashlib.md5(body).hexdigest()\n',
      'import hashlib\ndef token_cache_key(token):\n    return hashlib.md5(token, usedforsecurity=False).hexdigest()\n',
      'import hashlib\ndef token_digest(token):\n    return hashlib.sha256(token).hexdigest()\n',
    ],
  },
  {
    kind: 'weak-hash',
    language: 'javascript',
    weak: [
      "import { createHash } from 'node:crypto'\nconst algorithm = 'md5'\nexport const hashToken = (token) => createHash(algorithm).update(token).digest('hex')\n",
    ],
    safe: ["import { createHash } from 'node:crypto'\nexport const etag = (body) => createHash('sha1').update(body).digest('base64')\n"],
  },
  {
    kind: 'weak-password-hash',
    language: 'python',
    weak: [
      'import hashlib\nfrom flask import request\ndef register():\n    return hashlib.md5(request.json["password"].encode()).hexdigest()\n',
      'import hashlib\nfrom flask import request\ndef register():\n    digest = hashlib.sha256()\n    digest.update(request.form.get("pwd").encode())\n    return digest.hexdigest()\n',
      'import hashlib\ndef hash_password(password, salt):\n    return hashlib.sha256((salt + password).encode()).hexdigest()\n',
      'import bcrypt\ndef hash_password(password):\n    return bcrypt.hashpw(password, bcrypt.gensalt(rounds=4))\n',
      'import hashlib, os\ndef hash_password(password):\n    return hashlib.pbkdf2_hmac("sha256", password, os.urandom(16), 1000)\n',
      'from werkzeug.security import generate_password_hash\ndef make(password):\n    return generate_password_hash(password, method="pbkdf2:sha256:2000")\n',
    ],
    safe: [
      'import bcrypt\ndef hash_password(password):\n    return bcrypt.hashpw(password, bcrypt.gensalt())\n',
      'from argon2 import PasswordHasher\nhasher = PasswordHasher()\ndef hash_password(password):\n    return hasher.hash(password)\n',
      'import hashlib, os\ndef hash_password(password):\n    return hashlib.pbkdf2_hmac("sha256", password, os.urandom(16), 600_000)\n',
      'from werkzeug.security import generate_password_hash\ndef make(password):\n    return generate_password_hash(password)\n',
    ],
  },
  {
    kind: 'weak-password-hash',
    language: 'javascript',
    weak: [
      "const bcrypt = require('bcrypt')\nmodule.exports = (password) => bcrypt.hash(password, 5)\n",
      "const crypto = require('crypto')\nmodule.exports = (password) => crypto.createHash('sha256').update(password).digest('hex')\n",
    ],
    safe: [
      "const bcrypt = require('bcrypt')\nconst ROUNDS = 12\nmodule.exports = (password) => bcrypt.hash(password, ROUNDS)\n",
      "const argon2 = require('argon2')\nmodule.exports = (password) => argon2.hash(password)\n",
    ],
  },
  {
    kind: 'weak-cipher',
    language: 'javascript',
    weak: [
      "const crypto = require('crypto')\nmodule.exports = (key, iv) => crypto.createCipheriv('des-cbc', key, iv)\n",
      "const crypto = require('crypto')\nconst iv = Buffer.alloc(16)\nmodule.exports = (key) => crypto.createCipheriv('aes-256-cbc', key, iv)\n",
    ],
    safe: [
      "const crypto = require('crypto')\nmodule.exports = (key) => {\n  const iv = crypto.randomBytes(12)\n  return crypto.createCipheriv('aes-256-gcm', key, iv)\n}\n",
    ],
  },
  {
    kind: 'weak-cipher',
    language: 'python',
    weak: [
      'from Crypto.Cipher import AES\ndef seal(key, data):\n    return AES.new(key, AES.MODE_ECB).encrypt(data)\n',
      'from Crypto.Cipher import DES\ndef seal(key, data):\n    return DES.new(key).encrypt(data)\n',
    ],
    safe: ['from Crypto.Cipher import AES\ndef seal(key, data):\n    return AES.new(key, AES.MODE_GCM).encrypt_and_digest(data)\n'],
  },
  {
    kind: 'weak-random',
    language: 'python',
    weak: [
      'import random, string\ndef reset_token():\n    return "".join(random.choice(string.ascii_letters) for _ in range(20))\n',
      'import random\ndef issue(user):\n    user.otp = str(random.randint(100000, 999999))\n',
      'import random\ndef new_code():\n    return "".join(random.choices("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=10))\n',
      'import random, string\ndef gate_pin():\n    return "".join(random.choice(string.digits) for _ in range(6))\n',
      'import random\ndef forgot(db, email):\n    code = str(random.randint(100000, 999999))\n    db.execute("UPDATE member SET reset_code = ? WHERE email = ?", (code, email))\n',
    ],
    safe: [
      'import random\ndef short_code():\n    return "".join(random.choices("abcdefghijkmnpqrstuvwxyz23456789", k=6))\n',
      'import random\ndef area_code(codes):\n    return random.choice(codes)\n',
      'import random\ndef featured(db):\n    code = random.randint(1, 40)\n    return db.execute("SELECT name FROM seed WHERE id = ?", (code,))\n',
      'import random, time\ndef backoff(attempt):\n    time.sleep(random.random() * attempt)\n',
      'import secrets\ndef reset_token():\n    return secrets.token_urlsafe(32)\n',
      'import random\ndef pick(colors):\n    return random.choice(colors)\n',
    ],
  },
  {
    kind: 'weak-random',
    language: 'javascript',
    weak: ['export function sessionToken() {\n  return Math.random().toString(36).slice(2)\n}\n'],
    safe: [
      'export const jitter = (ms) => ms * Math.random()\n',
      "import { randomUUID } from 'node:crypto'\nexport const sessionToken = () => randomUUID()\n",
    ],
  },
  {
    kind: 'no-tls-verification',
    language: 'python',
    weak: [
      'import requests\ndef get(url):\n    return requests.get(url, verify=False, timeout=5)\n',
      'import requests\nsession = requests.Session()\nsession.verify = False\n',
    ],
    safe: ['import requests\ndef get(url):\n    return requests.get(url, verify="/etc/ca.pem", timeout=5)\n'],
  },
  {
    kind: 'no-tls-verification',
    language: 'javascript',
    weak: ["import https from 'node:https'\nexport const agent = new https.Agent({ rejectUnauthorized: false })\n"],
    safe: ["import https from 'node:https'\nexport const agent = new https.Agent({ keepAlive: true })\n"],
  },
  {
    kind: 'insecure-cookie',
    language: 'javascript',
    weak: [
      "const express = require('express')\nconst app = express()\napp.get('/in', (req, res) => {\n  res.cookie('session', 'x', { httpOnly: true })\n  res.end()\n})\n",
      "const session = require('express-session')\nmodule.exports = session({ secret: process.env.SECRET, cookie: { secure: false } })\n",
    ],
    safe: [
      "const express = require('express')\nconst app = express()\nconst flags = { httpOnly: true, secure: true, sameSite: 'lax' }\napp.get('/in', (req, res) => {\n  res.cookie('session', 'x', { ...flags, maxAge: 1000 })\n  res.end()\n})\n",
      "const express = require('express')\nconst app = express()\napp.get('/in', (req, res) => {\n  res.cookie('theme', 'dark')\n  res.end()\n})\n",
      "const session = require('express-session')\nmodule.exports = session({ secret: process.env.SECRET, cookie: { secure: process.env.NODE_ENV === 'production', sameSite: 'lax' } })\n",
    ],
  },
  {
    kind: 'insecure-cookie',
    language: 'python',
    weak: [
      'from flask import Flask, make_response\napp = Flask(__name__)\n@app.post("/in")\ndef login():\n    response = make_response("")\n    response.set_cookie("token", "x")\n    return response\n',
      'from flask import Flask, session\napp = Flask(__name__)\n@app.post("/in")\ndef login():\n    session["user_id"] = 1\n    return ""\n',
    ],
    safe: [
      'from flask import Flask, make_response\napp = Flask(__name__)\n@app.post("/in")\ndef login():\n    response = make_response("")\n    response.set_cookie("token", "x", secure=True, httponly=True, samesite="Lax")\n    return response\n',
      'from flask import Flask, session\napp = Flask(__name__)\napp.config.update(SESSION_COOKIE_SECURE=True)\n@app.post("/in")\ndef login():\n    session["user_id"] = 1\n    return ""\n',
    ],
  },
  {
    kind: 'hardcoded-secret',
    language: 'python',
    weak: [
      'from flask import Flask\napp = Flask(__name__)\napp.config["SECRET_KEY"] = "k3-rather-private-value"\n',
      'from flask import Flask\napp = Flask(__name__)\napp.secret_key = "k3-rather-private-value"\n',
    ],
    safe: [
      'import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config["SECRET_KEY"] = os.environ["SECRET_KEY"]\n',
      'PASSWORD_FIELD = "password"\nRESET_TOKEN_PATH = "/reset/token"\n',
    ],
  },
  {
    kind: 'hardcoded-secret',
    language: 'javascript',
    weak: [
      "const jwt = require('jsonwebtoken')\nconst key = 'a-rather-private-value'\nmodule.exports = (id) => jwt.sign({ id }, key, { expiresIn: '15m' })\n",
    ],
    safe: [
      "const jwt = require('jsonwebtoken')\nmodule.exports = (id) => jwt.sign({ id }, process.env.JWT_SECRET, { expiresIn: '15m' })\n",
      "export const labels = { password: 'Password', token: 'Your token' }\n",
      "export const placeholder = { password: 'shop:enterPassword' }\n",
      "export const page = { next_page_token: 'eyJpbmRleCI6IDExfQ==' }\n",
      "export const OAUTH2_TOKEN = 'oauth2-token'\n",
      "export const factories = { 'api-token': 'shop.tests.factories:ApiToken' }\n",
    ],
  },
  {
    kind: 'config-fallback-secret',
    language: 'python',
    weak: [
      'import os\nSECRET_KEY = os.environ.get("SECRET_KEY", "development-key")\n',
      'import os\nclass Config:\n    JWT_SECRET_KEY = os.getenv("JWT_SECRET_KEY") or "development-key"\n',
    ],
    safe: ['import os\nSECRET_KEY = os.environ["SECRET_KEY"]\nPORT = os.environ.get("PORT", "8000")\n'],
  },
  {
    kind: 'config-fallback-secret',
    language: 'javascript',
    weak: [
      "export const secret = process.env.JWT_SECRET || 'development-key'\n",
      "export const config = { jwtSecret: process.env.JWT_SECRET ?? 'development-key' }\n",
      "export function hookSecret(env) {\n  let hookSecret = process.env.HOOK_SECRET\n  if (!hookSecret) {\n    hookSecret = 'LOCAL_HOOK_SECRET_1'\n  }\n  return hookSecret\n}\n",
    ],
    safe: [
      "export const port = process.env.PORT || '3000'\n",
      "export function hookSecret(env) {\n  let hookSecret = process.env.HOOK_SECRET\n  if (env !== 'production' && !hookSecret) {\n    hookSecret = 'LOCAL_HOOK_SECRET_1'\n  }\n  return hookSecret\n}\n",
    ],
  },
  {
    kind: 'default-credentials',
    language: 'python',
    weak: [
      'def login(username, password):\n    return username == "admin" and password == "admin123"\n',
      'from .models import User\ndef seed():\n    User.create(username="admin", password="admin123")\n',
    ],
    safe: [
      'def keep(data):\n    return {key: value for key, value in data.items() if key != "password"}\n',
      'def fresh(password, confirmation):\n    return password == confirmation\n',
      'NOT_SPECIFIED = "NOT_SPECIFIED"\ndef has_password(password):\n    return password != NOT_SPECIFIED\n',
      'def warn(settings, log):\n    if settings.secret == "a secret for everybody":\n        log.warning("set a secret")\n',
    ],
  },
  {
    kind: 'default-credentials',
    language: 'javascript',
    weak: ["exports.login = (name, password) => name === 'root' && password === 'pass1234'\n"],
    safe: [
      "exports.warn = (config) => {\n  if (config.basicAuth.password === 'pass1234') console.error('change the password')\n}\n",
      "exports.warn = (sessionOptions) => {\n  if (sessionOptions.secret === 'you should have one') console.error('set a secret')\n}\n",
    ],
  },
  {
    kind: 'jwt-not-verified',
    language: 'python',
    weak: ['import jwt\ndef read(token, key):\n    return jwt.decode(token, key, options={"verify_signature": False})\n'],
    safe: ['import jwt\ndef read(token, key):\n    return jwt.decode(token, key, algorithms=["HS256"])\n'],
  },
  {
    kind: 'jwt-not-verified',
    language: 'javascript',
    weak: [
      "const jwt = require('jsonwebtoken')\nmodule.exports = (req, res, next) => {\n  req.user = jwt.decode(req.headers.authorization)\n  next()\n}\n",
    ],
    safe: [
      "const jwt = require('jsonwebtoken')\nmodule.exports = (token, keys) => {\n  const { header } = jwt.decode(token, { complete: true })\n  return jwt.verify(token, keys[header.kid], { algorithms: ['RS256'] })\n}\n",
    ],
  },
  {
    kind: 'jwt-no-expiry',
    language: 'javascript',
    weak: ["const jwt = require('jsonwebtoken')\nmodule.exports = (id) => jwt.sign({ id }, process.env.JWT_SECRET)\n"],
    safe: [
      "const jwt = require('jsonwebtoken')\nconst options = { expiresIn: '15m' }\nmodule.exports = (id) => jwt.sign({ id }, process.env.JWT_SECRET, options)\n",
    ],
  },
  {
    kind: 'jwt-no-expiry',
    language: 'python',
    weak: ['import jwt\ndef issue(user, key):\n    return jwt.encode({"sub": user.id}, key, algorithm="HS256")\n'],
    safe: [
      'import jwt, time\ndef issue(user, key):\n    claims = {"sub": user.id}\n    claims["exp"] = time.time() + 900\n    return jwt.encode(claims, key, algorithm="HS256")\n',
    ],
  },
  {
    kind: 'jwt-long-expiry',
    language: 'javascript',
    weak: [
      "const jwt = require('jsonwebtoken')\nmodule.exports = (id) => jwt.sign({ id }, process.env.JWT_SECRET, { expiresIn: '30d' })\n",
    ],
    safe: [
      "const jwt = require('jsonwebtoken')\nexports.refreshToken = (id) => jwt.sign({ id }, process.env.JWT_SECRET, { expiresIn: '30d' })\n",
    ],
  },
  {
    kind: 'debug-mode',
    language: 'python',
    weak: [
      'from flask import Flask\napp = Flask(__name__)\nif __name__ == "__main__":\n    app.run(debug=True)\n',
      'from fastapi import FastAPI\napp = FastAPI(debug=True)\n',
    ],
    safe: ['import os\nfrom flask import Flask\napp = Flask(__name__)\napp.run(debug=os.environ.get("FLASK_DEBUG") == "1")\n'],
  },
  {
    kind: 'debug-mode',
    language: 'javascript',
    weak: [
      "const errorhandler = require('errorhandler')\nmodule.exports = (app) => { app.use(errorhandler()) }\n",
      "const errorhandler = require('errorhandler')\nconst app = require('express')()\napp.use(errorhandler())\n",
    ],
    safe: [
      "const errorhandler = require('errorhandler')\nmodule.exports = (app) => { if (process.env.NODE_ENV === 'development') { app.use(errorhandler()) } }\n",
      "const errorhandler = require('errorhandler')\nconst app = require('express')()\nif (app.get('env') === 'development') app.use(errorhandler())\n",
    ],
  },
  {
    kind: 'jwt-no-algorithms',
    language: 'python',
    weak: ['import jwt\ndef read(token, key):\n    return jwt.decode(token, key)\n'],
    safe: [
      'from authlib.jose import JsonWebKey, jwt\ndef read(token, keys):\n    return jwt.decode(token, JsonWebKey.import_key_set(keys))\n',
    ],
  },
  {
    kind: 'weak-hash',
    language: 'python',
    weak: ['import hashlib\ndef make_token(user):\n    return hashlib.sha1(user.secret.encode()).hexdigest()\n'],
    safe: ['import hashlib, os\ndef make_token():\n    return hashlib.sha1(os.urandom(64)).hexdigest()\n'],
  },
  {
    kind: 'swallowed-exception',
    language: 'python',
    weak: [
      'def load(path):\n    try:\n        return open(path).read()\n    except Exception:\n        pass\n',
      'def load(path):\n    try:\n        return open(path).read()\n    except:\n        return None\n',
    ],
    safe: [
      'import logging\ndef load(path):\n    try:\n        return open(path).read()\n    except Exception:\n        logging.exception("cannot load")\n        return None\n',
      'def load(path):\n    try:\n        return open(path).read()\n    except Exception as error:\n        raise RuntimeError(path) from error\n',
      'def load(table, key):\n    try:\n        return table[key]\n    except KeyError:\n        return None\n',
    ],
  },
  {
    kind: 'swallowed-exception',
    language: 'javascript',
    weak: ['export function parse(text) {\n  let value = {}\n  try {\n    value = JSON.parse(text)\n  } catch {}\n  return value\n}\n'],
    safe: [
      'export function parse(text, log) {\n  try {\n    return JSON.parse(text)\n  } catch (error) {\n    log.warn({ error })\n    return {}\n  }\n}\n',
    ],
  },
  {
    kind: 'stack-trace-response',
    language: 'javascript',
    weak: [
      "const express = require('express')\nconst app = express()\napp.use((err, req, res, next) => {\n  res.status(500).json({ error: err.message, stack: err.stack })\n})\n",
    ],
    safe: [
      "const express = require('express')\nconst app = express()\napp.use((err, req, res, next) => {\n  req.log.error(err)\n  res.status(500).json({ error: 'internal error' })\n})\n",
    ],
  },
  {
    kind: 'stack-trace-response',
    language: 'python',
    weak: [
      'from flask import Flask\napp = Flask(__name__)\n@app.get("/x")\ndef x():\n    try:\n        return work()\n    except Exception as error:\n        return {"error": f"failed: {error}"}, 500\n',
      'import traceback\nfrom flask import Flask\napp = Flask(__name__)\n@app.errorhandler(Exception)\ndef failed(e):\n    return traceback.format_exc(), 500\n',
      'import sqlite3\nfrom fastapi import FastAPI, HTTPException\napp = FastAPI()\n@app.get("/x")\ndef x():\n    try:\n        return work()\n    except sqlite3.OperationalError as error:\n        raise HTTPException(500, detail=str(error))\n',
      'from flask import Flask, jsonify\napp = Flask(__name__)\n@app.get("/x")\ndef x():\n    try:\n        return work()\n    except Exception as error:\n        return jsonify({"error": str(error)}), 500\n',
    ],
    safe: [
      'from fastapi import FastAPI, HTTPException\napp = FastAPI()\n@app.get("/x")\ndef x():\n    try:\n        return work()\n    except OutOfStock as error:\n        raise HTTPException(409, detail=str(error))\n',
      'from flask import Flask\napp = Flask(__name__)\n@app.errorhandler(404)\ndef missing(e):\n    return {"error": "not found"}, 404\n',
      'from flask import Flask, jsonify\napp = Flask(__name__)\n@app.get("/x")\ndef x():\n    try:\n        return work()\n    except Exception:\n        app.logger.exception("x")\n        return jsonify({"error": "internal"}), 500\n',
    ],
  },
  {
    kind: 'missing-timeout',
    language: 'python',
    weak: [
      'import requests\ndef get(url):\n    return requests.get(url)\n',
      'import requests\nsession = requests.Session()\ndef get(url):\n    return session.get(url)\n',
    ],
    safe: [
      'import requests\nTIMEOUT = 5\ndef get(url):\n    return requests.get(url, timeout=TIMEOUT)\n',
      'import httpx\ndef get(url):\n    return httpx.get(url)\n',
      'import requests\ndef get(url, **options):\n    return requests.get(url, **options)\n',
    ],
  },
  {
    kind: 'missing-timeout',
    language: 'javascript',
    weak: ["import axios from 'axios'\nexport const load = (url) => axios.get(url)\n", 'export const load = (url) => fetch(url)\n'],
    safe: [
      "import axios from 'axios'\nconst client = axios.create({ timeout: 5000 })\nexport const load = (url) => client.get(url)\n",
      'export const load = (url) => fetch(url, { signal: AbortSignal.timeout(5000) })\n',
    ],
  },
  {
    kind: 'blocking-call',
    language: 'python',
    weak: ['import time\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get("/x")\nasync def x():\n    time.sleep(1)\n'],
    safe: [
      'import time\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get("/x")\ndef x():\n    time.sleep(1)\n',
      'import asyncio, requests\nasync def x(url):\n    return await asyncio.to_thread(requests.get, url, timeout=5)\n',
    ],
  },
  {
    kind: 'blocking-call',
    language: 'javascript',
    weak: [
      "const fs = require('fs')\nconst express = require('express')\nconst app = express()\napp.get('/x', (req, res) => res.send(fs.readFileSync('x.txt')))\n",
    ],
    safe: [
      "const fs = require('fs')\nconst express = require('express')\nconst app = express()\nconst text = fs.readFileSync('x.txt')\napp.get('/x', (req, res) => res.send(text))\n",
    ],
  },
  {
    kind: 'n-plus-one',
    language: 'python',
    weak: [
      'from .models import Order, Item\ndef report():\n    rows = []\n    for order in Order.objects.all():\n        rows.append(Item.objects.filter(order_id=order.id).count())\n    return rows\n',
      'def report(cursor):\n    cursor.execute("SELECT id FROM orders")\n    for order in cursor.fetchall():\n        cursor.execute("SELECT name FROM items WHERE order_id = ?", (order[0],))\n',
    ],
    safe: ['from .models import Order\ndef report():\n    return [order.total for order in Order.objects.prefetch_related("items")]\n'],
  },
  {
    kind: 'n-plus-one',
    language: 'javascript',
    weak: [
      "import { prisma } from './db.js'\nexport async function report() {\n  const orders = await prisma.order.findMany({ take: 20 })\n  for (const order of orders) order.items = await prisma.item.findMany({ where: { orderId: order.id } })\n  return orders\n}\n",
    ],
    safe: ["import { prisma } from './db.js'\nexport const report = () => prisma.order.findMany({ take: 20, include: { items: true } })\n"],
  },
  {
    kind: 'unbounded-query',
    language: 'python',
    weak: [
      'from flask import Flask, jsonify\nfrom .models import User\napp = Flask(__name__)\n@app.get("/users")\ndef users():\n    return jsonify([u.id for u in User.query.all()])\n',
    ],
    safe: [
      'from flask import Flask, jsonify\nfrom .models import User\napp = Flask(__name__)\n@app.get("/users")\ndef users():\n    return jsonify([u.id for u in User.query.limit(50).all()])\n',
    ],
  },
  {
    kind: 'cache-without-expiry',
    language: 'python',
    weak: ['import redis\nclient = redis.Redis()\ndef put(key, value):\n    client.set(key, value)\n'],
    safe: ['import redis\nclient = redis.Redis()\ndef put(key, value):\n    client.set(key, value, ex=300)\n'],
  },
  {
    kind: 'cors-any-origin',
    language: 'javascript',
    weak: ["const express = require('express')\nconst cors = require('cors')\nconst app = express()\napp.use(cors())\n"],
    safe: [
      "const express = require('express')\nconst cors = require('cors')\nconst app = express()\nconst origin = ['https://app.example']\napp.use(cors({ origin, credentials: true }))\n",
    ],
  },
  {
    kind: 'cors-reflected-origin',
    language: 'javascript',
    weak: [
      "const express = require('express')\nconst cors = require('cors')\nconst app = express()\napp.use(cors({ origin: true, credentials: true }))\n",
      "const express = require('express')\nconst app = express()\napp.use((req, res, next) => {\n  res.setHeader('Access-Control-Allow-Origin', req.headers.origin)\n  next()\n})\n",
      "const Koa = require('koa')\nconst cors = require('@koa/cors')\nconst app = new Koa()\napp.use(cors({ origin: (ctx) => ctx.get('Origin'), credentials: true }))\n",
      "import { Hono } from 'hono'\nimport { cors } from 'hono/cors'\nconst app = new Hono()\napp.use(cors({ origin: (origin, c) => c.req.header('origin'), credentials: true }))\n",
    ],
    safe: [
      "const Koa = require('koa')\nconst cors = require('@koa/cors')\nconst app = new Koa()\nconst known = ['https://app.example']\napp.use(cors({ origin: (ctx) => (known.includes(ctx.get('Origin')) ? ctx.get('Origin') : ''), credentials: true }))\n",
      "const express = require('express')\nconst cors = require('cors')\nconst app = express()\nconst known = new Set(['https://app.example'])\napp.use(cors({ origin: (origin, done) => (known.has(origin) ? done(null, true) : done(null, false)) }))\n",
    ],
  },
  {
    kind: 'cors-any-origin',
    language: 'python',
    weak: ['from flask import Flask\nfrom flask_cors import CORS\napp = Flask(__name__)\nCORS(app)\n'],
    safe: ['from flask import Flask\nfrom flask_cors import CORS\napp = Flask(__name__)\nCORS(app, origins=["https://app.example"])\n'],
  },
  {
    kind: 'body-limit-missing',
    language: 'javascript',
    weak: ["const multer = require('multer')\nmodule.exports = multer({ dest: 'uploads' })\n"],
    safe: ["const multer = require('multer')\nmodule.exports = multer({ dest: 'uploads', limits: { fileSize: 1000000 } })\n"],
  },
  {
    kind: 'security-headers-missing',
    language: 'javascript',
    weak: ["const express = require('express')\nconst app = express()\napp.get('/', (req, res) => res.send('x'))\n"],
    safe: [
      "const express = require('express')\nconst helmet = require('helmet')\nconst app = express()\napp.use(helmet())\napp.get('/', (req, res) => res.send('x'))\n",
    ],
  },
  {
    kind: 'unsafe-yaml',
    language: 'python',
    weak: ['import yaml\ndef read(text):\n    return yaml.load(text, Loader=yaml.Loader)\n'],
    safe: [
      'import yaml\ndef read(text):\n    return yaml.load(text, Loader=yaml.SafeLoader)\n',
      'import yaml\ndef read(text):\n    return yaml.safe_load(text)\n',
    ],
  },
  {
    kind: 'unsafe-xml',
    language: 'python',
    weak: ['from lxml import etree\nparser = etree.XMLParser(resolve_entities=True)\n'],
    safe: ['from lxml import etree\nparser = etree.XMLParser(resolve_entities=False, no_network=True)\n'],
  },
  {
    kind: 'autoescape-off',
    language: 'python',
    weak: [
      'from jinja2 import Environment, FileSystemLoader\nenvironment = Environment(loader=FileSystemLoader("t"))\n',
      'import aiohttp_jinja2, jinja2\ndef build(app):\n    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader("t"), autoescape=False)\n',
    ],
    safe: [
      'import aiohttp_jinja2, jinja2\ndef build(app):\n    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader("t"))\n',
      'from jinja2 import Environment, FileSystemLoader, select_autoescape\nenvironment = Environment(loader=FileSystemLoader("t"), autoescape=select_autoescape())\n',
      'from jinja2 import Environment\ndef make(options):\n    return Environment(**options)\n',
    ],
  },
  {
    kind: 'redos-pattern',
    language: 'javascript',
    weak: ['export const isName = (text) => /^(\\w+\\s?)+$/.test(text)\n', 'export const isHost = (text) => /^(a|a)*$/.test(text)\n'],
    safe: [
      'export const isName = (text) => /^\\w+(?: \\w+)*$/.test(text)\n',
      'export const isDate = (text) => /^\\d{4}-\\d{2}-\\d{2}$/.test(text)\n',
    ],
  },
  {
    kind: 'weak-password-policy',
    language: 'python',
    weak: ['def check(password):\n    if len(password) < 6:\n        raise ValueError("too short")\n'],
    safe: ['def check(password):\n    if len(password) < 12:\n        raise ValueError("too short")\n'],
  },
  {
    kind: 'weak-password-policy',
    language: 'javascript',
    weak: ["import { z } from 'zod'\nexport const Register = z.object({ password: z.string().min(5) })\n"],
    safe: ["import { z } from 'zod'\nexport const Register = z.object({ password: z.string().min(12) })\n"],
  },
  {
    kind: 'session-fixation',
    language: 'javascript',
    weak: [
      "const express = require('express')\nconst session = require('express-session')\nconst app = express()\napp.use(session({ secret: process.env.SECRET }))\napp.post('/login', (req, res) => {\n  req.session.userId = 1\n  res.end()\n})\n",
    ],
    safe: [
      "const express = require('express')\nconst session = require('express-session')\nconst app = express()\napp.use(session({ secret: process.env.SECRET }))\napp.post('/login', (req, res) => {\n  req.session.regenerate(() => {\n    req.session.userId = 1\n    res.end()\n  })\n})\n",
    ],
  },
  {
    kind: 'secret-in-url',
    language: 'python',
    weak: [
      'from flask import Flask, request\napp = Flask(__name__)\n@app.get("/x")\ndef x():\n    return check(request.args.get("api_key"))\n',
    ],
    safe: [
      'from flask import Flask, request\napp = Flask(__name__)\n@app.get("/x")\ndef x():\n    return check(request.headers.get("X-Api-Key"))\n',
    ],
  },
  {
    kind: 'debug-print',
    language: 'javascript',
    weak: [
      "const express = require('express')\nconst app = express()\napp.post('/x', (req, res) => {\n  console.log(req.body)\n  res.end()\n})\n",
    ],
    safe: ["const express = require('express')\nconst app = express()\napp.listen(3000, () => console.log('listening on 3000'))\n"],
  },
  {
    kind: 'csrf-off',
    language: 'python',
    weak: ['from flask import Flask\napp = Flask(__name__)\napp.config["WTF_CSRF_ENABLED"] = False\n'],
    safe: ['from flask import Flask\napp = Flask(__name__)\napp.config["WTF_CSRF_ENABLED"] = True\n'],
  },
  {
    kind: 'unsafe-deserialiser',
    language: 'python',
    weak: ['import pickle, base64\ndef read(cookie):\n    return pickle.loads(base64.b64decode(cookie))\n'],
    safe: ['import json\ndef read(cookie):\n    return json.loads(cookie)\n'],
  },
  {
    kind: 'shell-true',
    language: 'python',
    weak: ['import subprocess\ndef ping(host):\n    subprocess.run("ping " + host, shell=True)\n'],
    safe: [
      'import subprocess\ndef ping(host):\n    subprocess.run(["ping", host])\n',
      'import subprocess\ndef clean():\n    subprocess.run("rm -f /srv/cache/*", shell=True)\n',
    ],
  },
]
