import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const python = (made: string): Record<string, string> => ({
  'app.py': `import os, re\nfrom flask import Flask, request, send_file\napp = Flask(__name__)\n@app.get('/file')\ndef file():\n    v = request.args['v']\n    return send_file(os.path.join('/srv/x', ${made}))\n`,
})
const javascript = (made: string): Record<string, string> => ({
  'app.js': `const path = require('node:path')\nconst express = require('express')\nconst app = express()\napp.get('/file', (req, res) => {\n  const v = String(req.query.v)\n  res.sendFile(path.join('/srv/x', ${made}))\n})\n`,
})

const isFound = async (files: Record<string, string>): Promise<boolean> =>
  (await analysisOf(files)).paths.some(({ kind }) => kind === 'path-traversal')

it.each([
  String.raw`re.sub(r'[^\w.-]', '_', v) + '.txt'`,
  String.raw`re.sub(r'[\\/]', '_', v) + '.txt'`,
  String.raw`re.sub(r'[*+:\\\"/<>?]+', '_', v)`,
  `v.replace('/', '_') + '.txt'`,
  `v.replace('/', '').replace('..', '')`,
  `v.replace('/', '_').encode('utf-8')[:40].decode('utf-8')`,
  String.raw`v.translate(str.maketrans('/\\', '__'))`,
  `v.split('/')[-1]`,
  `'-'.join(v.split('/'))`,
])('a value without slashes is one name: %s', async (made) => {
  expect(await isFound(python(made))).toBe(false)
})

it.each([
  `v.replace('..', '')`,
  `v.replace('../', '')`,
  `v.replace('_', '/')`,
  String.raw`re.sub(r'[^\w./-]', '_', v)`,
  String.raw`re.sub(r'[\\:]', '_', v)`,
  `os.path.join(*v.split('/'))`,
  `'/'.join(v.split('/'))`,
])('a value may hold slashes still: %s', async (made) => {
  expect(await isFound(python(made))).toBe(true)
})

it.each([
  String.raw`v.replace(/\//g, '_') + '.txt'`,
  String.raw`v.replace(/[\/\\:*?"<>|]/g, '_')`,
  String.raw`v.replace(/[^\w.-]/g, '')`,
  `v.replaceAll('/', '_')`,
  `v.split('/').pop()`,
  `v.split('/').at(-1)`,
  `v.split('/').join('-')`,
])('a value without slashes is one name in JavaScript: %s', async (made) => {
  expect(await isFound(javascript(made))).toBe(false)
})

it.each([
  `v.replace('/', '_')`,
  String.raw`v.replace(/[\/\\]/, '_')`,
  String.raw`v.replace(/\.\.\//g, '')`,
  `v.replace(/_/g, '/')`,
  `v.split('/').join('/')`,
])('a value may hold slashes still in JavaScript: %s', async (made) => {
  expect(await isFound(javascript(made))).toBe(true)
})
