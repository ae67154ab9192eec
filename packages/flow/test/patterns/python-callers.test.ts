import { table } from './lines-of.ts'

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

const ACCOUNTS = (guard: string, login = ''): Readonly<Record<string, string>> => ({
  'models.py':
    'from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column\nclass Base(DeclarativeBase):\n    pass\nclass Member(Base):\n    __tablename__ = "members"\n    id: Mapped[int] = mapped_column(primary_key=True)\n    password_hash: Mapped[str] = mapped_column()\n    active: Mapped[bool] = mapped_column(default=True)\n',
  'main.py': `from fastapi import Depends, FastAPI, Header, HTTPException\nfrom sqlalchemy import select\nfrom sqlalchemy.orm import Session\nfrom models import Member\nimport tokens\napp = FastAPI()\ndef session() -> Session: ...\n${guard}\n@app.post("/login")\ndef login(body: dict, db: Session = Depends(session)):\n    user = db.scalar(select(Member).where(Member.email == body["email"]))\n    if user is None or not check_password(body["password"], user.password_hash)${login}:\n        raise HTTPException(401)\n    return {"token": tokens.issue(user.id)}\n@app.get("/me")\ndef me(user=Depends(current)):\n    return {"id": user.id}\n@app.post("/members/{key}/off")\ndef off(key: int, db: Session = Depends(session), user=Depends(current)):\n    db.get(Member, key).active = False\n`,
})
const CURRENT = (rest: string): string =>
  `def current(authorization: str = Header(""), db: Session = Depends(session)):\n    claims = tokens.read(authorization)\n${rest}`
table('account-state-unasked', [
  [
    'a guard that reads the account',
    ACCOUNTS(CURRENT('    user = db.get(Member, claims["sub"])\n    if user is None:\n        raise HTTPException(401)\n    return user')),
    [10],
  ],
  [
    'a guard that believes the token',
    ACCOUNTS(CURRENT('    if claims is None:\n        raise HTTPException(401)\n    return claims')),
    [16],
  ],
  [
    'a guard that asks',
    ACCOUNTS(
      CURRENT(
        '    user = db.get(Member, claims["sub"])\n    if user is None or not user.active:\n        raise HTTPException(401)\n    return user',
      ),
    ),
    [],
  ],
  [
    'a login that asks',
    ACCOUNTS(
      CURRENT('    user = db.get(Member, claims["sub"])\n    if user is None:\n        raise HTTPException(401)\n    return user'),
      ' or not user.active',
    ),
    [],
  ],
])
