import { describe, expect, it } from 'vitest'
import type { FlowKind } from '../../src/facts.ts'
import { analysisOf } from '../routes/routes-of.ts'

const FLASK =
  'import os, re\nfrom pathlib import Path\nfrom flask import Flask, abort, redirect, request, send_file, session\nfrom lxml import etree\napp = Flask(__name__)\n'
const handler = (body: string): string =>
  `${FLASK}ROOT = Path("/srv/files").resolve()\nTREE = etree.parse("a.xml")\n@app.get("/r")\ndef r():\n    v = request.args.get("v", "")\n${body
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('')}`
const kept = (check: string): string =>
  `class Kept:\n    def __init__(self, *parts):\n        self.path = ROOT.joinpath(*parts)${check}\n    @property\n    def inside(self):\n        return self.path.is_relative_to(ROOT)\nkept = Kept("en", v)\nif not kept.inside:\n    abort(404)\nreturn send_file(kept.path)`
const koa = (body: string): string =>
  `import Koa from 'koa'\nimport Router from '@koa/router'\nconst BASE = 'https://portal.example.com'\nconst app = new Koa()\nconst router = new Router()\nfunction resolved(next: string): URL {\n  try {\n    return new URL(next, BASE)\n  } catch {\n    return new URL(BASE)\n  }\n}\nrouter.get('/r', (ctx) => {\n  const target = resolved(String(ctx.query.next ?? '/'))\n  ${body}\n})\napp.use(router.routes())\n`

const pairs = (made: string): string =>
  `from urllib.parse import parse_qsl\nimport asyncpg\nfrom fastapi import FastAPI, Request\napp = FastAPI()\nCOLUMNS = {"city", "kind"}\ndef wanted(raw):\n    for key, value in parse_qsl(raw):\n        if key in COLUMNS:\n            yield key, value\n@app.get("/venues")\nasync def venues(request: Request):\n    found = list(wanted(request.url.query))\n    conn = await asyncpg.connect("x")\n    where = " AND ".join(["true", *(${made})])\n    return await conn.fetch(f"SELECT id FROM venues WHERE {where} LIMIT 9", *[value for _, value in found])\n`
const express = (body: string): string =>
  `const path = require('node:path')\nconst axios = require('axios')\nconst express = require('express')\nconst app = express()\napp.use(express.json())\nconst FIXED = { baseURL: 'https://badges.example.com', timeout: 4000 }\napp.post('/r', async (req, res, next) => {\n  ${body}\n})\n`

describe('what was found out of a value', () => {
  it.each<[string, FlowKind, string, string, string]>([
    [
      'a quote is refused in a literal that only it ends',
      'xpath-injection',
      'app.py',
      handler(`if '"' in v:\n    abort(400)\nreturn str(TREE.xpath("//a[b='%s']" % v))`),
      handler(`if "'" in v:\n    abort(400)\nreturn str(TREE.xpath("//a[b='%s']" % v))`),
    ],
    [
      'the same in braces',
      'xpath-injection',
      'app.py',
      handler(`if "'" in v:\n    abort(400)\nreturn str(TREE.xpath("//a[{}]".format(v)))`),
      handler(`if "'" in v:\n    abort(400)\nreturn str(TREE.xpath("//a[b='{}']".format(v)))`),
    ],
    [
      'the same in a text with values',
      'xpath-injection',
      'app.py',
      handler(`if "'" in v:\n    abort(400)\nreturn str(TREE.xpath(f'//a[b="{v}"]'))`),
      handler(`if '"' in v:\n    abort(400)\nreturn str(TREE.xpath(f'//a[b="{v}"]'))`),
    ],
    ['a getter asks for a path that the constructor resolved', 'path-traversal', 'app.py', handler(kept('')), handler(kept('.resolve()'))],
    [
      'a helper asks for a path that was resolved before',
      'path-traversal',
      'app.py',
      handler('def inside(p):\n    return p.is_relative_to(ROOT)\np = ROOT / v\nif not inside(p):\n    abort(404)\nreturn send_file(p)'),
      handler(
        'def inside(p):\n    return p.is_relative_to(ROOT)\np = (ROOT / v).resolve()\nif not inside(p):\n    abort(404)\nreturn send_file(p)',
      ),
    ],
    [
      'an entry of the session is written anew',
      'open-redirect',
      'app.py',
      handler('session["to"] = v\nsession["other"] = "/start"\nreturn redirect(session.pop("to"))'),
      handler('session["to"] = v\nsession["to"] = "/start"\nreturn redirect(session.pop("to"))'),
    ],
    [
      'a path is normalised together with its folder',
      'path-traversal',
      'app.js',
      express('res.sendFile(path.normalize(`/srv/files/${req.query.a}/${req.query.b}`), (err) => err && next(err))'),
      express("res.sendFile(path.join('/srv/files', path.normalize(`/${req.query.a}`)), (err) => err && next(err))"),
    ],
    [
      'pairs of a raw query string, of which only the names are asked for',
      'sql-injection',
      'app.py',
      pairs('f"{key} = \'{value}\'" for key, value in found'),
      pairs('f"{key} = {index}" for index, (key, _) in enumerate(found)'),
    ],
    [
      'a client takes its base from options that the caller sent',
      'ssrf',
      'app.js',
      express("const { data } = await axios.get('/badge.json', { ...FIXED, ...req.body.source })\n  res.json(data.status)"),
      express("const { data } = await axios.get('/badge.json', { ...FIXED, params: req.body.source })\n  res.json(data.status)"),
    ],
    [
      'the same behind a body',
      'ssrf',
      'app.js',
      express("await axios.post('/badge.json', {}, Object.assign({}, FIXED, req.body.source))\n  res.end()"),
      express("await axios.post('/badge.json', {}, Object.assign({}, req.body.source, FIXED))\n  res.end()"),
    ],
    [
      'the origin of an address that a helper made',
      'open-redirect',
      'app.ts',
      koa('ctx.redirect(target.protocol === "https:" ? target.href : BASE)'),
      koa('ctx.redirect(target.origin === BASE ? target.href : BASE)'),
    ],
  ])('%s', async (_what, kind, file, bad, good) => {
    const kinds = async (text: string): Promise<readonly string[]> =>
      (
        await analysisOf({
          [file]: text,
          ...(file.endsWith('.ts') ? { 'package.json': '{"dependencies":{"koa":"3","@koa/router":"13"}}' } : {}),
        })
      ).paths.map((path) => path.kind)
    expect(await kinds(bad)).toContain(kind)
    expect(await kinds(good)).not.toContain(kind)
  })
})
