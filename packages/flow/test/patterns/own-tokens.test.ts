import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const NODE = (read: string, guard = 'req.caller = read(token)'): Record<string, string> => ({
  'tokens.js': `const { createHmac, timingSafeEqual } = require('crypto')\nconst sign = (body) => createHmac('sha256', process.env.KEY).update(body).digest('base64url')\nconst parse = (body) => JSON.parse(Buffer.from(body, 'base64url').toString())\nfunction read(token) {\n  ${read}\n}\nmodule.exports = { read }\n`,
  'app.js': `const express = require('express')\nconst { read } = require('./tokens')\nconst app = express()\nfunction withToken(req, res, next) {\n  const token = (req.get('authorization') || '').slice(7)\n  try {\n    ${guard}\n  } catch (error) {\n    return res.sendStatus(401)\n  }\n  next()\n}\napp.get('/me', withToken, (req, res) => res.json({ id: req.caller.id }))\n`,
})
const FLASK = (read: string, age = ''): Record<string, string> => ({
  'tokens.py': `import base64, hashlib, hmac, json, os\ndef sign(body):\n    return hmac.new(os.environ['KEY'].encode(), body.encode(), hashlib.sha256).hexdigest()\ndef read(token):\n    body, _, signature = token.partition('.')\n    ${read}\n    claims = json.loads(base64.urlsafe_b64decode(body))\n    ${age}\n    return claims\n`,
  'app.py': `from flask import Flask, abort, g, request\nfrom tokens import read\napp = Flask(__name__)\n@app.before_request\ndef caller():\n    g.user = read(request.headers.get('Authorization', '')[7:])\n@app.get('/me')\ndef me():\n    return {'id': g.user['id']}\n`,
})
const PARTS = "const [body, signature] = token.split('.')\n  "
const REFUSE = "throw new Error('not ours')"

it.each<[string, Record<string, string>, boolean]>([
  ['and', NODE(`${PARTS}if (signature && signature !== sign(body)) ${REFUSE}\n  return parse(body)`), true],
  ['nested', NODE(`${PARTS}if (signature) {\n    if (sign(body) !== signature) ${REFUSE}\n  }\n  return parse(body)`), true],
  [
    'at first',
    NODE(`${PARTS}if (signature === undefined) return parse(body)\n  if (signature !== sign(body)) ${REFUSE}\n  return parse(body)`),
    true,
  ],
  [
    'a list of parts',
    NODE(
      `const parts = token.split('.')\n  if (parts[1] && !timingSafeEqual(Buffer.from(parts[1]), Buffer.from(sign(parts[0])))) ${REFUSE}\n  return parse(parts[0])`,
    ),
    true,
  ],
  ['or', NODE(`${PARTS}if (!signature || signature !== sign(body)) ${REFUSE}\n  return parse(body)`), false],
  ['refused at first', NODE(`${PARTS}if (!signature) ${REFUSE}\n  if (signature !== sign(body)) ${REFUSE}\n  return parse(body)`), false],
  ['nobody at first', NODE(`${PARTS}if (!signature) return null\n  if (signature !== sign(body)) ${REFUSE}\n  return parse(body)`), false],
  ['always', NODE(`${PARTS}if (signature !== sign(body)) ${REFUSE}\n  return parse(body)`), false],
  ['and', FLASK("if signature and not hmac.compare_digest(signature, sign(body)):\n        raise ValueError('not ours')"), true],
  ['or', FLASK("if not signature or not hmac.compare_digest(signature, sign(body)):\n        raise ValueError('not ours')"), false],
  ['always', FLASK("if not hmac.compare_digest(signature, sign(body)):\n        raise ValueError('not ours')"), false],
])('a signature that is compared: %s', async (_name, files, isOptional) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.some(({ kind }) => kind === 'jwt-not-verified')).toBe(isOptional)
})

const CHECKED = `${PARTS}if (signature !== sign(body)) ${REFUSE}\n  `
const CHECKED_PYTHON = "if not hmac.compare_digest(signature, sign(body)):\n        raise ValueError('not ours')"

it.each<[string, Record<string, string>, boolean]>([
  ['nothing', NODE(`${CHECKED}return parse(body)`), true],
  [
    'nothing, in three parts',
    NODE(`const [id, role, signature] = token.split(':')\n  if (signature !== sign(id + role)) ${REFUSE}\n  return { id, role }`),
    true,
  ],
  ['the reader', NODE(`${CHECKED}const claims = parse(body)\n  if (claims.at < Date.now() - 3600000) ${REFUSE}\n  return claims`), false],
  [
    'the guard',
    NODE(`${CHECKED}return parse(body)`, "req.caller = read(token)\n    if (req.caller.until < Date.now()) throw new Error('late')"),
    false,
  ],
  ['a table of sessions', NODE(`${CHECKED}return parse(body)`, 'req.caller = sessions.get(read(token).id)'), false],
  ['nobody, of what names no caller', NODE(`${CHECKED}return parse(body)`, 'console.log(read(token))'), false],
  ['nothing', FLASK(CHECKED_PYTHON), true],
  ['the reader', FLASK(CHECKED_PYTHON, "if claims['at'] < time.time() - 3600:\n        raise ValueError('late')"), false],
])('the age of a token is asked by %s', async (_name, files, isEndless) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.some(({ kind }) => kind === 'jwt-no-expiry')).toBe(isEndless)
})
