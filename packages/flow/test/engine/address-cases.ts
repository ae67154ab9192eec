import type { Case } from './python-cases.ts'

const HEAD =
  "import ipaddress, socket\nfrom urllib.parse import urlsplit\nimport requests\nfrom fastapi import FastAPI\nfrom starlette.concurrency import run_in_threadpool\napp = FastAPI()\nALLOWED = ('a.example.com', 'b.example.com')\n"

/** A FastAPI handler that calls an address after what stands before it. */
const calls = (name: string, top: string, before: string, kinds: readonly string[], parameters = 'address: str'): Case => ({
  name,
  kinds,
  files: {
    'app.py': `${HEAD}${top}@app.get('/x')\nasync def x(${parameters}):\n${before}    return {'n': len(requests.get(address, timeout=2).content)}\n`,
  },
})

const NODE =
  "import { lookup } from 'node:dns/promises'\nimport axios from 'axios'\nimport express from 'express'\nimport ipaddr from 'ipaddr.js'\nconst app = express()\n"
const node = (name: string, top: string, before: string, kinds: readonly string[], options = ''): Case => ({
  name,
  kinds,
  files: {
    'app.ts': `${NODE}${top}app.get('/x', async (req, res) => {\n  const url = String(req.query.url)\n${before}  const { status } = await axios.get(url${options})\n  res.json({ status })\n})\n`,
  },
})

/** Name, what stands at the top, the question that is asked of the host, kinds. */
const LISTS: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['a list of the environment', "const HOSTS = (process.env.HOSTS ?? 'a.example').split(',')\n", 'HOSTS.includes(hostname)', []],
  [
    'a list of the environment, made clean',
    "const HOSTS = (process.env.HOSTS ?? '').toLowerCase().split(',').map((h) => h.trim())\n",
    'HOSTS.includes(hostname)',
    [],
  ],
  ['a list of the configuration', "import config from 'config'\n", "config.get('hosts').includes(hostname)", []],
  ['one of a list by a function', "const HOSTS = ['a.example', 'b.example']\n", 'HOSTS.some((each) => hostname === each)', []],
  [
    'one of a list or below it',
    "const HOSTS = (process.env.HOSTS ?? '').split(',')\n",
    "HOSTS.some((each) => each === hostname || hostname.endsWith('.' + each))",
    [],
  ],
  ['the end of a list alone', "const HOSTS = ['a.example']\n", 'HOSTS.some((each) => hostname.endsWith(each))', ['ssrf']],
  ['one of a list of the caller', '', '[].concat(req.query.hosts).some((each) => hostname === each)', ['ssrf']],
]

const IS_PUBLIC =
  'def is_public(host):\n    infos = socket.getaddrinfo(host, 443)\n    return all(ipaddress.ip_address(info[4][0]).is_global for info in infos)\n'
const LOOKED_AT =
  'def check(address):\n    host = urlsplit(address).hostname\n    for info in socket.getaddrinfo(host, None):\n        if ipaddress.ip_address(info[4][0]).is_private:\n            return False\n    return True\n'
const ENSURE =
  "async function ensurePublic(url: string) {\n  const addresses = await lookup(new URL(url).hostname, { all: true })\n  if (!addresses.every(({ address }) => ipaddr.process(address).range() === 'unicast')) throw new Error('not accepted')\n}\n"

/** Addresses that are looked at before they are called, and addresses that only look so. */
const putTogether = (host: string): string =>
  `    parts = urlsplit(address)\n    address = urlunsplit(('https', ${host}, parts.path or '/', parts.query, ''))\n`
const UNSPLIT = 'from urllib.parse import urlunsplit\n'

const OWN_AGENT = (check: string): string =>
  `import https from 'node:https'\nimport dns from 'node:dns'\nconst isPublic = (address) => ipaddr.process(address).range() === 'unicast'\nconst agent = new https.Agent({\n  lookup(host, options, done) {\n    dns.lookup(host, { ...options, all: true }, (error, addresses) => {\n      ${check}return done(new Error('not public'))\n      done(null, addresses)\n    })\n  },\n})\n`

export const ADDRESS_CASES: readonly Case[] = [
  calls('an address of the own host with the path of another', UNSPLIT, putTogether("'api.example.com'"), []),
  calls('an address with the host of another', UNSPLIT, putTogether('parts.netloc'), ['ssrf']),
  calls('an address put together without a host', UNSPLIT, putTogether("''"), ['ssrf']),
  calls('address that is called at once', '', '', ['ssrf']),
  calls('all resolved addresses are public', IS_PUBLIC, '    if not is_public(urlsplit(address).hostname):\n        return {}\n', []),
  calls(
    'all resolved addresses are public, asked in a thread',
    IS_PUBLIC,
    '    host = urlsplit(address).hostname\n    if not host or not await run_in_threadpool(is_public, host):\n        return {}\n',
    [],
  ),
  calls(
    'resolved address is asked where it is used',
    '',
    '    ip = ipaddress.ip_address(socket.gethostbyname(urlsplit(address).hostname))\n    if ip.is_private:\n        return {}\n',
    [],
  ),
  calls(
    'only loopback is refused',
    '',
    '    if ipaddress.ip_address(socket.gethostbyname(urlsplit(address).hostname)).is_loopback:\n        return {}\n',
    ['ssrf'],
  ),
  calls(
    'each resolved address is asked in a loop',
    '',
    "    for *_, place in socket.getaddrinfo(urlsplit(address).hostname, None):\n        if ipaddress.ip_address(place[0]).is_private:\n            raise ValueError('no')\n",
    [],
  ),
  calls('each resolved address is asked in a loop of a function', LOOKED_AT, '    if not check(address):\n        return {}\n', []),
  calls('another address is looked at', LOOKED_AT, '    if not check(other):\n        return {}\n', ['ssrf'], 'address: str, other: str'),
  calls('resolved addresses are only printed', '', '    print(socket.getaddrinfo(urlsplit(address).hostname, None))\n', ['ssrf']),
  calls('answer of the look is dropped', LOOKED_AT, '    check(address)\n', ['ssrf']),
  calls('host is one of ours', '', '    if not any(urlsplit(address).hostname == host for host in ALLOWED):\n        return {}\n', []),
  calls('address contains one of ours', '', '    if not any(host in address for host in ALLOWED):\n        return {}\n', ['ssrf']),
  node('url that is called at once', '', '', ['ssrf']),
  node('url whose addresses are public', ENSURE, '  await ensurePublic(url)\n', []),
  node('url whose addresses nobody looks at', '', '  await lookup(new URL(url).hostname)\n', ['ssrf']),
  node(
    'url that a guarding agent calls',
    "import { useAgent } from 'request-filtering-agent'\n",
    '  const agent = useAgent(url)\n',
    [],
    ', { httpAgent: agent, httpsAgent: agent }',
  ),
  node(
    'url that an agent calls which looks at addresses',
    OWN_AGENT('if (addresses.some(({ address }) => !isPublic(address))) '),
    '',
    [],
    ', { httpsAgent: agent }',
  ),
  node(
    'url that an agent calls which only resolves',
    "import https from 'node:https'\nconst agent = new https.Agent({ lookup })\n",
    '',
    ['ssrf'],
    ', { httpsAgent: agent }',
  ),
  node(
    'url that an agent of its own calls',
    "import https from 'node:https'\n",
    '  const agent = new https.Agent()\n',
    ['ssrf'],
    ', { httpsAgent: agent }',
  ),
  {
    name: 'host below a domain, parsed in a function',
    kinds: [],
    files: {
      'app.ts':
        "import express from 'express'\nconst app = express()\nfunction isOurs(address: string) {\n  if (!URL.canParse(address)) return false\n  const { hostname, protocol } = new URL(address)\n  return protocol === 'https:' && (hostname === 'example.com' || hostname.endsWith('.example.com'))\n}\napp.get('/x', (req, res) => {\n  const to = String(req.query.to)\n  res.redirect(isOurs(to) ? to : '/')\n})\n",
    },
  },
  {
    name: 'host that ends with a name, parsed in a function',
    kinds: ['open-redirect'],
    files: {
      'app.ts':
        "import express from 'express'\nconst app = express()\nfunction isOurs(address: string) {\n  const { hostname } = new URL(address)\n  return hostname.endsWith('example.com')\n}\napp.get('/x', (req, res) => {\n  const to = String(req.query.to)\n  res.redirect(isOurs(to) ? to : '/')\n})\n",
    },
  },
  {
    name: 'path and query of an address of our own origin',
    kinds: [],
    files: {
      'app.ts':
        "import express from 'express'\nconst app = express()\nfunction localPath(value: unknown) {\n  if (typeof value !== 'string') return '/'\n  const { origin, pathname, search } = new URL(value, 'http://own.invalid')\n  return origin === 'http://own.invalid' && !pathname.startsWith('//') ? pathname + search : '/'\n}\napp.get('/x', (req, res) => res.redirect(localPath(req.query.next)))\n",
    },
  },
  {
    name: 'path and query of an address that is kept',
    kinds: [],
    files: {
      'app.ts':
        "import express from 'express'\nconst app = express()\nfunction localPath(value: unknown) {\n  if (typeof value !== 'string') return '/'\n  const url = new URL(value, 'http://own.invalid')\n  if (url.pathname.startsWith('//')) return '/'\n  return `${url.pathname}${url.search}${url.hash}`\n}\napp.get('/x', (req, res) => res.redirect(localPath(req.query.next)))\n",
    },
  },
  {
    name: 'path of an address that may begin with two slashes',
    kinds: ['open-redirect'],
    files: {
      'app.ts':
        "import express from 'express'\nconst app = express()\nfunction localPath(value: unknown) {\n  if (typeof value !== 'string') return '/'\n  const { origin, pathname, search } = new URL(value, 'http://own.invalid')\n  return origin === 'http://own.invalid' ? pathname + search : '/'\n}\napp.get('/x', (req, res) => res.redirect(localPath(req.query.next)))\n",
    },
  },
  {
    name: 'query before a path that was asked for',
    kinds: ['open-redirect'],
    files: {
      'app.ts':
        "import express from 'express'\nconst app = express()\nfunction localPath(value: unknown) {\n  if (typeof value !== 'string') return '/'\n  const { origin, pathname, search } = new URL(value, 'http://own.invalid')\n  return search === '' && origin !== '' ? pathname : value\n}\napp.get('/x', (req, res) => res.redirect(localPath(req.query.next)))\n",
    },
  },
  {
    name: 'text of a stated type that is no markup',
    kinds: [],
    files: {
      'app.ts':
        "import Koa from 'koa'\nimport Router from '@koa/router'\nconst app = new Koa()\nconst router = new Router()\nconst lines = (title: string) => ['BEGIN:VCALENDAR', `SUMMARY:${title}`].join('\\r\\n')\nrouter.get('/x', async (ctx) => {\n  ctx.type = 'text/calendar; charset=utf-8'\n  ctx.body = lines(String(ctx.query.title))\n})\napp.use(router.routes())\n",
    },
  },
  {
    name: 'text whose type is stated after it',
    kinds: [],
    files: {
      'app.ts':
        "import Koa from 'koa'\nimport Router from '@koa/router'\nconst app = new Koa()\nconst router = new Router()\nconst lines = (title: string) => ['BEGIN:VCALENDAR', `SUMMARY:${title}`].join('\\r\\n')\nrouter.get('/x', async (ctx) => {\n  ctx.body = lines(String(ctx.query.title))\n  ctx.type = 'text/csv'\n})\napp.use(router.routes())\n",
    },
  },
  {
    name: 'text that is stated to be a page',
    kinds: ['xss'],
    files: {
      'app.ts':
        "import Koa from 'koa'\nimport Router from '@koa/router'\nconst app = new Koa()\nconst router = new Router()\nconst lines = (title: string) => ['BEGIN:VCALENDAR', `SUMMARY:${title}`].join('\\r\\n')\nrouter.get('/x', async (ctx) => {\n  ctx.type = 'html'\n  ctx.body = lines(String(ctx.query.title))\n})\napp.use(router.routes())\n",
    },
  },
  {
    name: 'text of a name of an account',
    kinds: ['xss'],
    files: {
      'app.ts':
        "import Koa from 'koa'\nimport Router from '@koa/router'\nconst app = new Koa()\nconst router = new Router()\nconst lines = (title: string) => ['BEGIN:VCALENDAR', `SUMMARY:${title}`].join('\\r\\n')\nrouter.get('/x', async (ctx) => {\n  ctx.body = String(ctx.query.title)\n})\napp.use(router.routes())\n",
    },
  },
  {
    name: 'path under a folder that the object keeps',
    kinds: [],
    files: {
      'app.ts':
        "import express from 'express'\nimport { createReadStream } from 'node:fs'\nimport { resolve, sep } from 'node:path'\nconst app = express()\nclass Files {\n  readonly #root: string\n  constructor(root: string) {\n    this.#root = resolve(root)\n  }\n  open(name: string) {\n    const target = resolve(this.#root, name)\n    if (!target.startsWith(this.#root + sep)) throw new RangeError('outside')\n    return createReadStream(target)\n  }\n}\nconst files = new Files('/srv/files')\napp.get('/x/:name', (req, res) => files.open(req.params.name).pipe(res))\n",
    },
  },
  {
    name: 'statement with the numbers of its parameters',
    kinds: [],
    files: {
      'app.py': `import sqlite3\nfrom fastapi import FastAPI\napp = FastAPI()\ndb = sqlite3.connect('x')\ndef conditions(words):\n    for position, _ in enumerate(words, start=1):\n        yield f'title = ?{position}'\n@app.get('/x')\ndef x(q: str):\n    words = q.split()[:5]\n    where = ' AND '.join(conditions(words)) or '1'\n    return {'n': len(db.execute(f'SELECT 1 FROM b WHERE {where}', words).fetchall())}\n`,
    },
  },
  {
    name: 'statement with the words themselves',
    kinds: ['sql-injection'],
    files: {
      'app.py': `import sqlite3\nfrom fastapi import FastAPI\napp = FastAPI()\ndb = sqlite3.connect('x')\ndef conditions(words):\n    for _, word in enumerate(words, start=1):\n        yield f"title = '{word}'"\n@app.get('/x')\ndef x(q: str):\n    where = ' AND '.join(conditions(q.split()))\n    return {'n': len(db.execute(f'SELECT 1 FROM b WHERE {where}').fetchall())}\n`,
    },
  },
  {
    name: 'part of a host that is one of a type',
    kinds: [],
    files: {
      'app.py': `from typing import Literal\nimport requests\nfrom fastapi import FastAPI\napp = FastAPI()\nRegion = Literal['eu', 'us']\n@app.get('/x')\ndef x(region: Region = 'eu'):\n    return {'n': len(requests.get(f'https://{region}.example.com/x', timeout=2).content)}\n`,
    },
  },
  {
    name: 'last part of a path',
    kinds: [],
    files: {
      'app.py': `from pathlib import Path, PurePosixPath\nfrom fastapi import FastAPI\nfrom fastapi.responses import FileResponse\napp = FastAPI()\n@app.get('/x')\ndef x(file: str):\n    return FileResponse(Path('/srv') / PurePosixPath(file).name)\n`,
    },
  },
  {
    name: 'uploaded file that is opened as a picture in a function',
    kinds: [],
    files: {
      'app.py': `from flask import Flask, request\nfrom PIL import Image\napp = Flask(__name__)\ndef size_of(upload):\n    with Image.open(upload.stream) as picture:\n        return picture.size\n@app.post('/x')\ndef x():\n    return {'size': size_of(request.files['picture'])}\n`,
    },
  },
  {
    name: 'filter of texts that a schema checked',
    kinds: [],
    files: {
      'app.ts':
        "import express from 'express'\nimport { z } from 'zod'\nimport { Schema, model } from 'mongoose'\nconst Voucher = model('Voucher', new Schema({ code: String }))\nconst Redeem = z.strictObject({ code: z.string().max(40), pin: z.string().length(4) })\nconst app = express()\napp.post('/x', async (req, res) => {\n  const { code, pin } = Redeem.parse(req.body)\n  const found = await Voucher.findOne({ code, pin })\n  res.json({ found: found !== null })\n})\n",
    },
  },
  {
    name: 'filter of a model that was validated',
    kinds: [],
    files: {
      'app.py': `from flask import Flask, request\nfrom pydantic import BaseModel\nfrom pymongo import MongoClient\napp = Flask(__name__)\ndb = MongoClient().x\nclass Magic(BaseModel):\n    token: str\n@app.post('/x')\ndef x():\n    magic = Magic.model_validate(request.get_json())\n    return {'n': db.a.count_documents({'token': magic.token})}\n`,
    },
  },
  {
    name: 'target that begins with the address of a setting',
    kinds: ['open-redirect'],
    files: {
      'app.ts':
        "import express from 'express'\nimport { env } from './env.js'\nconst app = express()\napp.get('/x', (req, res) => {\n  const next = String(req.query.next ?? '')\n  res.redirect(next.startsWith(env.APP_URL) ? next : env.APP_URL)\n})\n",
    },
  },
  {
    name: 'target that begins with the address of a setting and a slash',
    kinds: [],
    files: {
      'app.ts':
        "import express from 'express'\nimport { env } from './env.js'\nconst app = express()\napp.get('/x', (req, res) => {\n  const next = String(req.query.next ?? '')\n  res.redirect(next.startsWith(`${env.APP_URL}/`) ? next : env.APP_URL)\n})\n",
    },
  },
  {
    name: 'target that begins with the folder of a setting',
    kinds: [],
    files: {
      'app.ts':
        "import express from 'express'\nimport { env } from './env.js'\nconst app = express()\napp.get('/x', (req, res) => {\n  const next = String(req.query.next ?? '')\n  res.redirect(next.startsWith(env.APP_HOME) ? next : env.APP_URL)\n})\n",
    },
  },
  {
    name: 'host that a function takes out of the address',
    kinds: [],
    files: {
      'app.ts':
        "import express from 'express'\nconst TRUSTED = ['docs.example.org', 'status.example.org']\nconst hostOf = (address: string) => (URL.canParse(address) ? new URL(address).host : '')\nconst app = express()\napp.get('/x', (req, res) => {\n  const to = String(req.query.to)\n  if (!to.startsWith('https://') || !TRUSTED.includes(hostOf(to))) return res.status(422).end()\n  res.redirect(to)\n})\n",
    },
  },
  {
    name: 'origin of an address that was parsed before',
    kinds: [],
    files: {
      'app.ts':
        "import express from 'express'\nconst parse = (text: string) => (URL.canParse(text) ? new URL(text) : undefined)\nconst app = express()\napp.get('/x', async (req, res) => {\n  const link = parse(String(req.query.link))\n  if (link === undefined || link.origin !== 'https://blog.example.org') return res.status(422).end()\n  const { status } = await fetch(link)\n  res.json({ status })\n})\n",
    },
  },
  {
    name: 'host of another address',
    kinds: ['open-redirect'],
    files: {
      'app.ts':
        "import express from 'express'\nconst TRUSTED = ['docs.example.org']\nconst hostOf = (address: string) => (URL.canParse(address) ? new URL(address).host : '')\nconst app = express()\napp.get('/x', (req, res) => {\n  if (!TRUSTED.includes(hostOf(String(req.query.from)))) return res.status(422).end()\n  res.redirect(String(req.query.to))\n})\n",
    },
  },
  {
    name: 'argument of a command that must be an address',
    kinds: [],
    files: {
      'app.py': `import ipaddress, subprocess\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get('/x')\ndef x(host: str):\n    ipaddress.ip_address(host)\n    return {'code': subprocess.run(f'ping -c 1 {host}', shell=True, timeout=5).returncode}\n`,
    },
  },
  {
    name: 'record that takes named fields of the body',
    kinds: [],
    files: {
      'app.ts':
        "import express from 'express'\nimport { DataTypes, Model, Sequelize } from 'sequelize'\nclass Customer extends Model {}\nCustomer.init({ name: DataTypes.STRING }, { sequelize: new Sequelize('x') })\nconst app = express()\napp.put('/x/:id', async (req, res) => {\n  const customer = await Customer.findByPk(req.params.id)\n  await customer?.update(req.body, { fields: ['name'] })\n  res.end()\n})\n",
    },
  },
  {
    name: 'file of a form that is opened as an archive',
    kinds: [],
    files: {
      'forms.py':
        "import zipfile\nfrom django import forms\nclass Bundle(forms.Form):\n    upload = forms.FileField()\n    def names(self):\n        return zipfile.ZipFile(self.cleaned_data['upload'].file).namelist()\n",
      'views.py':
        "from django.http import JsonResponse\nfrom forms import Bundle\ndef add(request):\n    form = Bundle(request.POST, request.FILES)\n    form.is_valid()\n    return JsonResponse({'n': len(form.names())})\n",
      'urls.py': "from django.urls import path\nfrom views import add\nurlpatterns = [path('add/', add)]\n",
    },
  },
  {
    name: 'page that a method of the handler renders from a file',
    kinds: [],
    files: {
      'app.py': `import tornado.web\nclass Base(tornado.web.RequestHandler):\n    def render_template(self, name, **values):\n        return self.settings['templates'].get_template(name).render(**values)\nclass View(Base):\n    def get(self, path):\n        self.write(self.render_template('view.html', path=path))\napp = tornado.web.Application([('/view/(.*)', View)])\n`,
    },
  },
  {
    name: 'page that a handler joins itself',
    kinds: ['xss'],
    files: {
      'app.py': `import tornado.web\nclass View(tornado.web.RequestHandler):\n    def get(self, path):\n        self.write('<p>' + path + '</p>')\napp = tornado.web.Application([('/view/(.*)', View)])\n`,
    },
  },
  ...LISTS.map(([name, top, test, kinds]) =>
    node(
      name,
      top,
      `  const { hostname, href } = new URL(url)\n  if (!(${test})) return res.sendStatus(400)\n  await axios.post(href)\n`,
      kinds,
    ),
  ),
  calls(
    'one prefix of a tuple',
    '',
    "    if not address.startswith(('https://a.example/', 'https://b.example/')):\n        return {}\n",
    [],
  ),
  calls(
    'one prefix without an end of the host',
    '',
    "    if not address.startswith(('https://a.example', 'https://b.example/')):\n        return {}\n",
    ['ssrf'],
  ),
  calls('a prefix out of the settings', 'from settings import HOOKS\n', '    if not address.startswith(HOOKS):\n        return {}\n', []),
  calls(
    'a host in a list of the environment',
    "import os\nHOOKS = os.environ.get('HOOKS', '').split(',')\n",
    '    if urlsplit(address).hostname not in HOOKS:\n        return {}\n',
    [],
  ),
]
