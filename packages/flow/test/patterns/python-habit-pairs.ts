import type { Pair } from './pairs.ts'

const FASTAPI = 'from fastapi import FastAPI, Depends\napp = FastAPI()\n'
const SESSION = 'import requests\nfrom requests.adapters import HTTPAdapter\n'

/** What Python services do: coroutines that wait, memos, switches of debug modes, flags given as objects. */
export const PYTHON_HABIT_PAIRS: readonly Pair[] = [
  {
    kind: 'blocking-call',
    language: 'python',
    weak: [
      `${FASTAPI}import psycopg\n@app.get("/a")\nasync def a():\n    with psycopg.connect("postgresql://db") as connection:\n        return connection.execute("SELECT 1").fetchone()\n`,
      `${FASTAPI}import redis\nstore = redis.Redis()\n@app.get("/a")\nasync def a(key: str):\n    return store.get(key)\n`,
      `${FASTAPI}import boto3\ns3 = boto3.client("s3")\n@app.get("/a")\nasync def a(key: str):\n    return s3.get_object(Bucket="b", Key=key)\n`,
      `${FASTAPI}from sqlalchemy.orm import Session\n@app.get("/a")\nasync def a(db: Session = Depends(get_db)):\n    return db.query(User).first()\n`,
    ],
    safe: [
      `${FASTAPI}import redis\nstore = redis.asyncio.Redis()\n@app.get("/a")\nasync def a(key: str):\n    return await store.get(key)\n`,
      `${FASTAPI}import asyncio, boto3\ns3 = boto3.client("s3")\n@app.get("/a")\nasync def a(key: str):\n    def work():\n        return s3.get_object(Bucket="b", Key=key)\n    return await asyncio.to_thread(work)\n`,
      `${FASTAPI}import boto3\ns3 = boto3.client("s3")\n@app.get("/a")\nasync def a(key: str):\n    return s3.generate_presigned_url("get_object", Params={"Key": key})\n`,
      `${FASTAPI}from sqlalchemy.orm import Session\n@app.get("/a")\ndef a(db: Session = Depends(get_db)):\n    return db.query(User).first()\n`,
    ],
  },
  {
    kind: 'cache-without-expiry',
    language: 'python',
    weak: [
      'from functools import lru_cache\nfrom db import Grant, select, session\n@lru_cache(maxsize=None)\ndef rights_of(user_id):\n    return session.scalars(select(Grant).where(Grant.user_id == user_id))\n',
      `${FASTAPI}import httpx\nknown = {}\n@app.get("/a")\ndef a(place: str):\n    if place not in known:\n        found = httpx.get("https://geo.example", params={"q": place}).json()\n        known[place] = (found["lat"], found["lon"])\n    return known[place]\n`,
    ],
    safe: [
      'from functools import lru_cache\nfrom db import Grant, select, session\n@lru_cache(maxsize=512)\ndef rights_of(user_id):\n    return session.scalars(select(Grant).where(Grant.user_id == user_id))\n',
      'import re\nfrom functools import cache\n@cache\ndef pattern_of(key):\n    return re.compile(key)\n',
    ],
  },
  {
    kind: 'debug-mode',
    language: 'python',
    weak: [
      'from litestar import Litestar\napp = Litestar(\n    route_handlers=[],\n    debug=True,\n)\n',
      'import tornado.web\napp = tornado.web.Application([], debug=True)\n',
      'from fastapi import FastAPI\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    debug: bool = True\nsettings = Settings()\napp = FastAPI(debug=settings.debug)\n',
      'import os\nfrom starlette.applications import Starlette\napp = Starlette(debug=os.getenv("APP_ENV", "dev") == "dev")\n',
      'import os\nclass Config:\n    DEBUG = os.environ.get("STAGE", "development") != "production"\n',
      'import os\ndef flag(name, default):\n    return os.environ.get(name, default).lower() in {"1", "yes"}\nclass Config:\n    DEBUG = flag("SHOP_DEBUG", "yes")\n',
    ],
    safe: [
      'from litestar import Litestar\napp = Litestar(route_handlers=[], debug=False)\n',
      'from fastapi import FastAPI\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    debug: bool = False\nsettings = Settings()\napp = FastAPI(debug=settings.debug)\n',
      'import os\nfrom starlette.applications import Starlette\napp = Starlette(debug=os.getenv("APP_ENV", "production") == "dev")\n',
      'import os\ndef flag(name, default):\n    return os.environ.get(name, default).lower() in {"1", "yes"}\nclass Config:\n    DEBUG = flag("SHOP_DEBUG", "no")\n',
    ],
  },
  {
    kind: 'insecure-cookie',
    language: 'python',
    weak: [
      'from dataclasses import asdict, dataclass\n@dataclass(frozen=True)\nclass Policy:\n    httponly: bool = True\n    secure: bool = False\nPOLICY = Policy()\ndef open_session(response, token):\n    response.set_cookie("session", token, **asdict(POLICY))\n',
      'OPTIONS = dict(httponly=True, samesite="lax")\ndef open_session(response, token):\n    response.set_cookie("session", token, **OPTIONS)\n',
      'import tornado.web\nclass SignIn(tornado.web.RequestHandler):\n    def post(self):\n        self.set_signed_cookie("session", "x", httponly=True, secure=False)\n',
    ],
    safe: [
      'from dataclasses import asdict, dataclass\n@dataclass(frozen=True)\nclass Policy:\n    httponly: bool = True\n    secure: bool = False\nPOLICY = Policy(secure=True)\ndef open_session(response, token):\n    response.set_cookie("session", token, **asdict(POLICY))\n',
      'OPTIONS = dict(httponly=True, secure=True)\ndef open_session(response, token):\n    response.set_cookie("session", token, **OPTIONS)\n',
      'def open_session(response, token, **options):\n    response.set_cookie("session", token, **options)\n',
      'import falcon\nclass SignIn:\n    def on_post(self, req, resp):\n        resp.set_cookie("session", "x", max_age=600)\n',
    ],
  },
  {
    kind: 'missing-timeout',
    language: 'python',
    weak: [
      `${SESSION}session = requests.Session()\nsession.mount("https://", HTTPAdapter(max_retries=2))\ndef load():\n    return session.get("https://a.example")\n`,
    ],
    safe: [
      `${SESSION}class Limited(HTTPAdapter):\n    def send(self, request, **kwargs):\n        kwargs.setdefault("timeout", 5)\n        return super().send(request, **kwargs)\nsession = requests.Session()\nsession.mount("https://", Limited())\ndef load():\n    return session.get("https://a.example")\n`,
      `${SESSION}class Api(requests.Session):\n    def request(self, *args, **kwargs):\n        kwargs.setdefault("timeout", 5)\n        return super().request(*args, **kwargs)\napi = Api()\ndef load():\n    return api.get("https://a.example")\n`,
      'import functools, requests\nsession = requests.Session()\nsession.request = functools.partial(session.request, timeout=5)\ndef load():\n    return session.get("https://a.example")\n',
    ],
  },
  {
    kind: 'no-tls-verification',
    language: 'python',
    weak: [
      'import redis\nstore = redis.Redis(host="cache", ssl=True, ssl_cert_reqs=None)\n',
      'import boto3\ns3 = boto3.client("s3", verify=False)\n',
      'import pymongo\nclient = pymongo.MongoClient("mongodb://db", tls=True, tlsAllowInvalidCertificates=True)\n',
      'import paramiko\ndef connect():\n    client = paramiko.SSHClient()\n    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())\n    return client\n',
    ],
    safe: [
      'import redis\nstore = redis.Redis(host="cache", ssl=True, ssl_cert_reqs="required")\n',
      'import boto3\ns3 = boto3.client("s3", verify="/etc/ca.pem")\n',
      'import paramiko\ndef connect():\n    client = paramiko.SSHClient()\n    client.load_system_host_keys()\n    client.set_missing_host_key_policy(paramiko.RejectPolicy())\n    return client\n',
    ],
  },
]
