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
  ['and', EXPRESS('if (given && !signatureOk(req.rawBody, given)) return res.sendStatus(401)'), true],
  ['or', EXPRESS('if (!given || !signatureOk(req.rawBody, given)) return res.sendStatus(401)'), false],
  [
    'first',
    EXPRESS(
      "if (!given) return res.status(400).json({ error: 'unsigned' })\n  if (!signatureOk(req.rawBody, given)) return res.sendStatus(401)",
    ),
    false,
  ],
])('a signature that is asked for with %s', async (_name, files, isOptional) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.some(({ kind }) => kind === 'optional-signature')).toBe(isOptional)
})
