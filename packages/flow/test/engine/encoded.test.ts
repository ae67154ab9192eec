import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const kindsIn = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  (await analysisOf(files)).paths.map(({ kind }) => kind)

const PYTHON = (body: string): string =>
  `import base64, binascii, configparser, html, json, os, urllib.parse\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.get('/run')\ndef run():\n    text = request.args['text']\n    ${body}\n    return ''\n`

it.each<[string, boolean]>([
  ["os.system(base64.b64decode(base64.b64encode(text.encode('utf-8'))).decode('utf-8'))", true],
  ['os.system(base64.b64encode(text.encode()).decode())', false],
  ['os.system(html.unescape(base64.b64encode(text.encode()).decode()))', false],
  ['os.system(binascii.unhexlify(binascii.hexlify(text.encode())).decode())', true],
  ['os.system(urllib.parse.unquote(urllib.parse.quote(text)))', true],
  ["os.system(json.loads(json.dumps({'a': text, 'b': 'date'}))['a'])", true],
  ["os.system(json.loads(json.dumps({'a': text, 'b': 'date'}))['b'])", false],
  [
    "options = configparser.ConfigParser()\n    options.add_section('s')\n    options.set('s', 'a', text)\n    os.system(options.get('s', 'a'))",
    true,
  ],
  [
    "options = configparser.ConfigParser()\n    options.add_section('s')\n    options.set('s', 'a', text)\n    options.set('s', 'b', 'date')\n    os.system(options.get('s', 'b'))",
    false,
  ],
])('what is encoded and decoded again is what it was: %s', async (body, leads) => {
  expect((await kindsIn({ 'app.py': PYTHON(body) })).includes('command-injection')).toBe(leads)
})

const JAVASCRIPT = (body: string): string =>
  `const { exec } = require('child_process')\nconst app = require('express')()\napp.get('/run', (req, res) => {\n  const { text } = req.query\n  ${body}\n  res.end()\n})\n`

it.each<[string, boolean]>([
  ["const kept = Buffer.from(text).toString('base64'); exec(Buffer.from(kept, 'base64').toString('utf8'))", true],
  ["exec('echo ' + Buffer.from(text).toString('base64'))", false],
  ['exec(atob(btoa(text)))', true],
  ['exec(decodeURIComponent(btoa(text)))', false],
  ['exec(decodeURIComponent(encodeURIComponent(text)))', true],
  ['const { a } = JSON.parse(JSON.stringify({ a: text, b: 1 })); exec(a)', true],
  ["const { b } = JSON.parse(JSON.stringify({ a: text, b: 'date' })); exec(b)", false],
])('what is encoded and decoded again in JavaScript is what it was: %s', async (body, leads) => {
  expect((await kindsIn({ 'app.js': JAVASCRIPT(body) })).includes('command-injection')).toBe(leads)
})

it.each<[string, boolean]>([
  ["const scheme = req.query.plain ? 'http' : 'https'; fetch(`${scheme}://${text}/status`)", true],
  ['fetch(`${process.env.BASE}/${encodeURIComponent(text)}`)', false],
  ["const scheme = req.query.plain ? 'http' : 'https'; fetch(`${scheme}://status.example/${encodeURIComponent(text)}`)", false],
])('what follows the scheme is the host: %s', async (body, leads) => {
  expect((await kindsIn({ 'app.js': JAVASCRIPT(body) })).includes('ssrf')).toBe(leads)
})

it.each<[string, boolean]>([
  ["part = request.files['table']\n    part.save(os.path.join('/srv', part.filename))", true],
  ["part = request.files['table']\n    part.save(os.path.join('/srv', 'table.csv'))", false],
  ['part = profiles.get(text)\n    part.save(text)', false],
])('what came as a file is saved under a name: %s', async (body, leads) => {
  expect((await kindsIn({ 'app.py': PYTHON(body) })).includes('path-traversal')).toBe(leads)
})

const MAIL = (message: string): string =>
  `import smtplib\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.post('/mail')\ndef mail():\n    text = request.form['text']\n    message = ${message}\n    smtplib.SMTP('mail').sendmail('a@shop.example', ['b@shop.example'], message)\n    return ''\n`

it.each<[string, boolean]>([
  ['"Subject: news\\r\\n\\r\\n" + text', false],
  ['"\\r\\n".join(["From: a@shop.example", "Subject: news", "", text])', false],
  ['f"Subject: news\\n\\n{text}"', false],
  ['"Subject: " + text + "\\r\\n\\r\\nnews"', true],
  ['"\\r\\n".join(["From: a@shop.example", "Subject: " + text, "", "news"])', true],
])('what follows the empty line of a message is its body: %s', async (message, leads) => {
  expect((await kindsIn({ 'app.py': MAIL(message) })).includes('header-injection')).toBe(leads)
})
