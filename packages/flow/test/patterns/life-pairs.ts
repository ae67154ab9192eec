import type { Pair } from './pairs.ts'

const fastapi = (parts: {
  readonly model?: string
  readonly login?: string
  readonly guard?: string
  readonly read?: string
}): string => `import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPBearer
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from .db import session
app = FastAPI()
bearer = HTTPBearer()
class Base(DeclarativeBase):
    pass
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    password_hash: Mapped[str]
${parts.model ?? '    is_active: Mapped[bool] = mapped_column(default=True)\n'}
def by_id(key):
    return session.get(User, key)
def current_user(token=Depends(bearer)):
    user = by_id(jwt.decode(token.credentials, settings.KEY, algorithms=["HS256"])["sub"])
${parts.guard ?? ''}    if user is None:
        raise HTTPException(401)
    return user
@app.post("/login")
def login(data: Login):
    user = session.scalar(select(User).where(User.email == data.email))
    if user is None or not verify_password(data.password, user.password_hash)${parts.login ?? ''}:
        raise HTTPException(401)
    return {"token": jwt.encode({"sub": user.id}, settings.KEY, algorithm="HS256")}
@app.post("/users/{key}/disable")
def disable(key: int, user: User = Depends(current_user)):
    by_id(key).is_active = False
`

const mongoose = (find: string, field = 'disabled: { type: Boolean, default: false }'): string => `const express = require('express')
const { Schema, model } = require('mongoose')
const bcrypt = require('bcrypt')
const app = express()
const User = model('User', new Schema({
  email: String,
  passwordHash: { type: String, required: true },
  ${field},
}))
app.post('/login', async (req, res) => {
  const user = await User.findOne(${find})
  if (!user || !(await bcrypt.compare(req.body.password, user.passwordHash))) return res.status(401).end()
  res.json({ id: user.id })
})
app.post('/users/:id/disable', async (req, res) => {
  await User.updateOne({ _id: req.params.id }, { disabled: true })
  res.end()
})
`

const refresh = (body: string, service = ''): string => `const express = require('express')
const jwt = require('jsonwebtoken')
const { User } = require('./models')
const { newToken } = require('./tokens')
const app = express()
const sign = (user) => jwt.sign({ id: user.id }, process.env.KEY, { expiresIn: '10m' })
${service}
app.post('/auth/refresh', async (req, res) => {
  ${body}
})
`

const pyRefresh = (answer: string): string => `from flask import Flask, request
from .tokens import access, renew
app = Flask(__name__)
@app.post("/auth/refresh")
def refresh():
    data = request.get_json()
    user = renew(data["refresh_token"])
    return ${answer}
`

const logout = (handler: string, more = ''): string => `const express = require('express')
const jwt = require('jsonwebtoken')
const { revoked } = require('./store')
const app = express()
app.post('/login', (req, res) => res.json({ token: jwt.sign({ id: 1 }, process.env.KEY, { expiresIn: '1h' }) }))
${more}
app.post('/logout', ${handler})
`

const uses = (parts: {
  readonly read: string
  readonly refresh?: string
  readonly guard?: string
  readonly key?: string
}): string => `import jwt
from fastapi import Depends, FastAPI, HTTPException
app = FastAPI()
def sign(claims, minutes):
    return jwt.encode({**claims, "exp": later(minutes)}, settings.KEY, algorithm="HS256")
def access(user):
    return sign({"sub": user.id, "type": "access"}, 10)
def refresh(user):
    return sign({"sub": user.id, "type": "refresh"}, 60000)
${parts.read}
def current_user(token: str):
    claims = ${parts.guard ?? 'read(token)'}
    return users.get(claims["sub"])
@app.get("/me")
def me(user=Depends(current_user)):
    return user.name
`

const nodeUses = (verify: string, refreshKey = 'process.env.KEY'): string => `const jwt = require('jsonwebtoken')
const express = require('express')
const app = express()
exports.issue = (user) => ({
  access: jwt.sign({ sub: user.id, typ: 'access' }, process.env.KEY, { expiresIn: '10m' }),
  refresh: jwt.sign({ sub: user.id, typ: 'refresh' }, ${refreshKey}, { expiresIn: '30d' }),
})
function authenticate(req, res, next) {
  const claims = jwt.verify(req.headers.authorization.slice(7), process.env.KEY, { algorithms: ['HS256'] })
  ${verify}
  req.user = { id: claims.sub }
  next()
}
app.get('/me', authenticate, (req, res) => res.json(req.user))
`

const READ = `def read(token, use=None):
    claims = jwt.decode(token, settings.KEY, algorithms=["HS256"])
    if use is not None and claims.get("type") != use:
        raise HTTPException(401)
    return claims`

/** Accounts that are switched off, tokens of several uses, tokens that are renewed and given back. */
export const LIFE_PAIRS: readonly Pair[] = [
  {
    kind: 'account-state-unasked',
    language: 'python',
    weak: [fastapi({})],
    safe: [
      fastapi({ login: ' or not user.is_active' }),
      fastapi({ guard: '    if not user.is_active:\n        raise HTTPException(401)\n' }),
      fastapi({ model: '    name: Mapped[str]\n' }),
      fastapi({}).replace('not verify_password(data.password, user.password_hash)', 'directory.bind(data) is None'),
    ],
  },
  {
    kind: 'account-state-unasked',
    language: 'javascript',
    weak: [mongoose('{ email: String(req.body.email) }')],
    safe: [mongoose('{ email: String(req.body.email), disabled: false }'), mongoose('{ email: String(req.body.email) }', 'name: String')],
  },
  {
    kind: 'refresh-kept',
    language: 'javascript',
    weak: [
      refresh(
        'const { refreshToken } = req.body\n  const user = await User.findOne({ refreshToken })\n  res.json({ accessToken: sign(user), refreshToken })',
      ),
      refresh(
        'res.json(await renew(req.body.refreshToken))',
        'async function renew(token) {\n  const user = await User.findOne({ refreshToken: token })\n  return { accessToken: sign(user), refreshToken: user.refreshToken }\n}',
      ),
      refresh(
        'const token = req.body.refreshToken\n  res.json(await renew(token))',
        'async function renew(token) {\n  const user = await User.findOne({ refreshToken: token })\n  return { accessToken: sign(user), refreshToken: token }\n}',
      ),
    ],
    safe: [
      refresh(
        'const user = await User.findOne({ refreshToken: req.body.refreshToken })\n  user.refreshToken = newToken()\n  await user.save()\n  res.json({ accessToken: sign(user), refreshToken: user.refreshToken })',
      ),
      refresh(
        'const pair = await rotate(req.body.refreshToken)\n  res.json({ accessToken: pair.accessToken, refreshToken: pair.refreshToken })',
      ),
      refresh(
        'const user = await User.findOne({ refreshToken: req.body.refreshToken })\n  res.json(answer(sign(user), newToken()))',
        'const answer = (access, refresh) => ({ accessToken: access, refreshToken: refresh })',
      ),
      refresh('const user = await User.findOne({ refreshToken: req.body.refreshToken })\n  res.json({ accessToken: sign(user) })'),
    ],
  },
  {
    kind: 'refresh-kept',
    language: 'python',
    weak: [pyRefresh('{"access_token": access(user), "refresh_token": request.json["refresh_token"]}')],
    safe: [pyRefresh('{"access_token": access(user), "refresh_token": renew(user)}'), pyRefresh('{"access_token": access(user)}')],
  },
  {
    kind: 'logout-idle',
    language: 'javascript',
    weak: [logout("(req, res) => res.json({ message: 'signed out' })"), logout('(req, res) => { res.status(204).end() }')],
    safe: [
      logout('async (req, res) => { await revoked.add(req.token); res.end() }'),
      logout("(req, res) => { res.clearCookie('token'); res.end() }"),
      logout('(req, res) => { req.session = null; res.end() }'),
      logout(
        'revokeToken, (req, res) => res.end()',
        'const revokeToken = async (req, res, next) => { if (!req.user) return res.status(401).end(); await revoked.add(req.user.jti); next() }',
      ),
    ],
  },
  {
    kind: 'jwt-use-unasked',
    language: 'python',
    weak: [
      uses({ read: READ }),
      uses({ read: 'def read(token):\n    return jwt.decode(token, settings.KEY, algorithms=["HS256"])' }),
      uses({ read: '', guard: 'jwt.decode(token, settings.KEY, algorithms=["HS256"])' }),
    ],
    safe: [
      uses({ read: READ, guard: 'read(token, use="access")' }),
      uses({ read: READ, guard: 'read(token, "access")' }),
      uses({ read: READ.replace('use=None', 'use="access"') }),
      uses({ read: READ.replace('use is not None and ', '').replace(', use=None', '').replace('!= use', '!= "access"') }),
      uses({ read: 'def read(token):\n    return jwt.decode(token, settings.OTHER, algorithms=["HS256"])' }),
    ],
  },
  {
    kind: 'jwt-use-unasked',
    language: 'javascript',
    weak: [nodeUses('')],
    safe: [nodeUses("if (claims.typ !== 'access') return res.status(401).end()"), nodeUses('', 'process.env.REFRESH_KEY')],
  },
]
