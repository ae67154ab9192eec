import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const FASTAPI = (check: string): Record<string, string> => ({
  'app.py': `import hashlib, hmac, os\nfrom fastapi import FastAPI, Header, HTTPException, Request\napp = FastAPI()\ndef signature_ok(body, given):\n    made = hmac.new(os.environ['KEY'].encode(), body, hashlib.sha256).hexdigest()\n    return hmac.compare_digest(made, given)\n@app.post('/paid')\nasync def paid(request: Request, x_signature: str | None = Header(None)):\n    body = await request.body()\n    ${check}\n    event = await request.json()\n    await book(event)\n`,
})
const FLASK = (check: string): Record<string, string> => ({
  'app.py': `import hashlib, hmac, os\nfrom flask import Flask, abort, request\napp = Flask(__name__)\ndef signature_ok(body, given):\n    made = hmac.new(os.environ['KEY'].encode(), body, hashlib.sha256).hexdigest()\n    return hmac.compare_digest(made, given)\n@app.post('/paid')\ndef paid():\n    given = request.headers.get('X-Signature')\n    ${check}\n    book(request.get_json())\n    return ''\n`,
})
const EXPRESS = (check: string): Record<string, string> => ({
  'app.js': `import { createHmac, timingSafeEqual } from 'node:crypto'\nimport express from 'express'\nconst app = express()\nfunction signatureOk(body, given) {\n  const made = createHmac('sha256', process.env.KEY).update(body).digest()\n  return timingSafeEqual(made, Buffer.from(given, 'hex'))\n}\napp.post('/paid', async (req, res) => {\n  const given = req.get('x-signature')\n  ${check}\n  await book(req.body)\n  res.end()\n})\n`,
})

const HELPER = (body: string): Record<string, string> => ({
  'signature.ts': `import { createHmac, timingSafeEqual } from 'node:crypto'\nexport function signatureOk(raw: Buffer, header: string | undefined, secret: string): boolean {\n  const wanted = createHmac('sha256', secret).update(raw).digest()\n  ${body}\n}\n`,
  'app.ts': `import express from 'express'\nimport { signatureOk } from './signature.js'\nconst app = express()\napp.post('/paid', async (req, res) => {\n  if (!signatureOk(req.rawBody, req.get('x-signature'), process.env.KEY)) return res.sendStatus(401)\n  await book(req.body)\n  res.end()\n})\n`,
})
const PYTHON_HELPER = (body: string): Record<string, string> => ({
  'app.py': `import hashlib, hmac, os\nfrom flask import Flask, abort, request\napp = Flask(__name__)\ndef is_signed(body, signature):\n    ${body}\n    made = hmac.new(os.environ['KEY'].encode(), body, hashlib.sha256).hexdigest()\n    return hmac.compare_digest(made, signature)\n@app.post('/paid')\ndef paid():\n    if not is_signed(request.get_data(), request.headers.get('X-Signature')):\n        abort(401)\n    book(request.get_json())\n    return ''\n`,
})
const OF_BODY = (check: string): Record<string, string> => ({
  'app.js': `import { createHmac, timingSafeEqual } from 'node:crypto'\nimport express from 'express'\nconst app = express()\nconst isSame = (a, b) => timingSafeEqual(Buffer.from(a), Buffer.from(b))\napp.post('/paid', async (req, res) => {\n  const event = req.body\n  const genuine = isSameSignature(req.get('x-signature'), createHmac('sha256', process.env.KEY).update(req.rawBody).digest('hex'))\n  ${check}\n  await book(event)\n  res.end()\n})\n`,
})
const TWO_HELPERS = (check: string): Record<string, string> => ({
  'app.js': `import { createHmac, timingSafeEqual } from 'node:crypto'\nimport express from 'express'\nconst app = express()\nconst digestOf = (key, body) => createHmac('sha256', key).update(body).digest('hex')\nfunction sameText(a, b) {\n  const [left, right] = [Buffer.from(a), Buffer.from(b)]\n  return left.length === right.length && timingSafeEqual(left, right)\n}\napp.post('/paid/:shop', async (req, res) => {\n  const secret = await secretOf(req.params.shop)\n  const given = req.get('x-signature')\n  ${check} throw new Unauthorised()\n  await book(req.body)\n  res.end()\n})\n`,
})

it.each<[string, Record<string, string>, boolean]>([
  ['and', FASTAPI('if x_signature and not signature_ok(body, x_signature):\n        raise HTTPException(401)'), true],
  [
    'nested',
    FASTAPI('if x_signature is not None:\n        if not signature_ok(body, x_signature):\n            raise HTTPException(401)'),
    true,
  ],
  ['or', FASTAPI('if not x_signature or not signature_ok(body, x_signature):\n        raise HTTPException(401)'), false],
  [
    'first',
    FASTAPI(
      'if x_signature is None:\n        raise HTTPException(400)\n    if not signature_ok(body, x_signature):\n        raise HTTPException(401)',
    ),
    false,
  ],
  ['and', FLASK('if given and not signature_ok(request.get_data(), given):\n        abort(401)'), true],
  ['or', FLASK('if not given or not signature_ok(request.get_data(), given):\n        abort(401)'), false],
  ['or else', FLASK('if given and signature_ok(request.get_data(), given):\n        pass\n    else:\n        abort(400)'), false],
  ['in a helper', HELPER("if (header) {\n    return timingSafeEqual(Buffer.from(header, 'hex'), wanted)\n  }\n  return true"), true],
  [
    'in a helper, at first',
    HELPER("if (header === undefined) return true\n  return timingSafeEqual(Buffer.from(header, 'hex'), wanted)"),
    true,
  ],
  ['in a helper that refuses', HELPER("if (!header) return false\n  return timingSafeEqual(Buffer.from(header, 'hex'), wanted)"), false],
  ['in a helper of Python', PYTHON_HELPER('if signature is None:\n        return True'), true],
  ['in a helper of Python that refuses', PYTHON_HELPER('if not signature:\n        return False'), false],
  ['unless the body says it is a test', OF_BODY("if (!genuine && !event.test) return res.status(400).json({ error: 'signature' })"), true],
  [
    'unless the body says it is a test, with an error',
    OF_BODY("if (!genuine && event.mode !== 'test') throw new Error('signature')"),
    true,
  ],
  ['in any case', OF_BODY("if (!genuine || !event.id) return res.status(400).json({ error: 'signature' })"), false],
  ['unless the service runs in tests', OF_BODY("if (!genuine && process.env.NODE_ENV !== 'test') return res.sendStatus(400)"), false],
  ['and', EXPRESS('if (given && !signatureOk(req.rawBody, given)) return res.sendStatus(401)'), true],
  ['and, compared by two helpers', TWO_HELPERS('if (given && secret && !sameText(given, digestOf(secret, req.rawBody)))'), true],
  ['or, compared by two helpers', TWO_HELPERS('if (!given || !secret || !sameText(given, digestOf(secret, req.rawBody)))'), false],
  ['or', EXPRESS('if (!given || !signatureOk(req.rawBody, given)) return res.sendStatus(401)'), false],
  [
    'first',
    EXPRESS(
      "if (!given) return res.status(400).json({ error: 'unsigned' })\n  if (!signatureOk(req.rawBody, given)) return res.sendStatus(401)",
    ),
    false,
  ],
  [
    'an empty one instead, after its length',
    EXPRESS(
      "const bytes = Buffer.from(req.get('x-signature') ?? '', 'hex')\n  const made = createHmac('sha256', process.env.KEY).update(req.rawBody).digest()\n  if (bytes.length !== made.length || !timingSafeEqual(bytes, made)) return res.sendStatus(400)",
    ),
    false,
  ],
])('a signature that is asked for with %s', async (_name, files, isOptional) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.some(({ kind }) => kind === 'optional-signature')).toBe(isOptional)
})
