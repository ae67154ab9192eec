import type { Pair } from './pairs.ts'

const nestFilter = (detail: string): string =>
  `import { ArgumentsHost, Catch, ExceptionFilter } from '@nestjs/common'\n@Catch()\nexport class Failures implements ExceptionFilter {\n  private told(exception: unknown) {\n    const failure = exception as Error\n    return { title: 'failed', ${detail} }\n  }\n  catch(exception: unknown, host: ArgumentsHost) {\n    host.switchToHttp().getResponse().status(500).json(this.told(exception))\n  }\n}\n`
const check = (options: string): string =>
  `const { promisify } = require('node:util')\nconst jwt = require('jsonwebtoken')\nconst read = promisify(jwt.verify)\nconst guard = ({ key, rules }) => async (req, res, next) => {\n  req.claims = await read(req.get('authorization').slice(7), key, rules)\n  next()\n}\nconst settings = { key: process.env.PUBLIC_KEY, rules: ${options} }\nmodule.exports = guard(settings)\n`
const signer = (digest: string): string =>
  `import { createHmac } from 'node:crypto'\nconst settings = { digest: '${digest}', key: process.env.KEY }\nclass Links {\n  constructor(private readonly settings: { digest: string; key: string }) {}\n  sign(path: string) {\n    return createHmac(this.settings.digest, this.settings.key).update(path).digest('hex')\n  }\n}\nexport const links = new Links(settings)\n`
const cookie = (options: string, given: string, name = 'session_id'): string =>
  `const DEFAULTS = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' }\nfunction put(reply, name, value, options = {}) {\n  reply.setCookie(name, value, ${options})\n}\nmodule.exports = (reply, id) => put(reply, '${name}', id, ${given})\n`
const nestKey = (read: string): string =>
  `import { ConfigService } from '@nestjs/config'\nimport { JwtModule } from '@nestjs/jwt'\nexport const tokens = JwtModule.registerAsync({\n  inject: [ConfigService],\n  useFactory: (config: ConfigService) => ({ secret: ${read}, signOptions: { expiresIn: '5m' } }),\n})\n`

const shownError = (helper: string, shown: string): string =>
  `const express = require('express')\nconst app = express()\n${helper}\napp.use((err, req, res, next) => {\n  res.status(500).send('<pre>' + ${shown} + '</pre>')\n})\nmodule.exports = app\n`
const ESCAPES = "const escapeHtml = (text) => String(text).replace(/[<>&]/g, '')"
const shownTrace = (helper: string, shown: string): string =>
  `import traceback\nfrom flask import Flask\napp = Flask(__name__)\n${helper}\n@app.errorhandler(Exception)\ndef failed(error):\n    return ${shown}, 500\n`

/** What decides is given elsewhere: by a caller, a maker of objects, a setting. */
export const GIVEN_PAIRS: readonly Pair[] = [
  {
    kind: 'stack-trace-response',
    language: 'typescript',
    weak: [nestFilter('detail: failure.stack')],
    safe: [nestFilter("detail: 'ask the operator'"), nestFilter('detail: failure.name')],
  },
  {
    kind: 'stack-trace-response',
    language: 'javascript',
    weak: [
      shownError(ESCAPES, 'escapeHtml(err.stack)'),
      shownError('function page(title, text) { return `<h1>${title}</h1>${text.trim()}` }', "page('Oh', err.stack)"),
      shownError(`${ESCAPES}\nconst lines = (text) => escapeHtml(text).split('\\n').join('<br>')`, 'lines(err.stack)'),
    ],
    safe: [
      shownError("const store = require('./store')\nconst kept = (text) => store.save(text)", 'kept(err.stack)'),
      shownError(ESCAPES, 'escapeHtml(req.path)'),
      shownError('const codeOf = (text) => text.length + 1', 'codeOf(err.stack)'),
    ],
  },
  {
    kind: 'stack-trace-response',
    language: 'python',
    weak: [
      'import traceback\nasync def failed(websocket, work):\n    try:\n        await work()\n    except Exception:\n        await websocket.send(traceback.format_exc())\n',
      shownTrace('def page(text):\n    return "<pre>" + text + "</pre>"', 'page(traceback.format_exc())'),
    ],
    safe: [
      'import traceback\ndef worker(pipe, work):\n    try:\n        pipe.send(work())\n    except Exception:\n        pipe.send({"failed": traceback.format_exc()})\n',
      shownTrace('def kept(text):\n    return store.save(text)', 'kept(traceback.format_exc())'),
    ],
  },
  {
    kind: 'jwt-no-algorithms',
    language: 'javascript',
    weak: [check("{ audience: 'gate', maxAge: '1h' }")],
    safe: [check("{ audience: 'gate', algorithms: ['RS256'] }"), check('require("./rules")')],
  },
  { kind: 'weak-hash', language: 'typescript', weak: [signer('md5')], safe: [signer('sha256'), signer('sha1')] },
  {
    kind: 'weak-hash',
    language: 'python',
    weak: [
      'import hashlib, hmac\ndef sign(key, path):\n    return hmac.new(key, path, hashlib.md5).hexdigest()\n',
      'import hmac\nDIGEST = "md5"\ndef sign(key, path):\n    return hmac.new(key, path, digestmod=DIGEST).hexdigest()\n',
    ],
    safe: ['import hashlib, hmac\ndef sign(key, path):\n    return hmac.new(key, path, hashlib.sha256).hexdigest()\n'],
  },
  {
    kind: 'insecure-cookie',
    language: 'javascript',
    weak: [
      cookie('{ ...DEFAULTS, ...options }', '{ maxAge: 60, secure: false }'),
      cookie('{ ...DEFAULTS, ...options }', '{ httpOnly: false }'),
    ],
    safe: [
      cookie('{ ...DEFAULTS, ...options }', '{ maxAge: 60 }'),
      cookie('{ ...options, ...DEFAULTS }', '{ secure: false }'),
      cookie('{ ...DEFAULTS, ...options, secure: true }', '{ secure: false }'),
      cookie('{ ...DEFAULTS, ...options }', '{ httpOnly: false }', 'theme'),
    ],
  },
  {
    kind: 'config-fallback-secret',
    language: 'typescript',
    weak: [nestKey("config.get('SIGNING_KEY', 'grey-heron-on-the-weir-72')")],
    safe: [nestKey("config.getOrThrow('SIGNING_KEY')"), nestKey("config.get('SIGNING_KEY')")],
  },
  {
    kind: 'no-tls-verification',
    language: 'javascript',
    weak: [
      "const https = require('https')\nmodule.exports = new https.Agent({\n  keepAlive: true,\n  checkServerIdentity: () => undefined,\n})\n",
    ],
    safe: [
      "const https = require('https')\nconst tls = require('tls')\nmodule.exports = new https.Agent({\n  keepAlive: true,\n  checkServerIdentity: (host, cert) => tls.checkServerIdentity(host, cert),\n})\n",
    ],
  },
]
