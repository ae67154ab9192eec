import type { Case } from './python-cases.ts'

const FASTAPI = 'import json\nimport os\nfrom typing import Annotated\nfrom fastapi import Depends, FastAPI\napp = FastAPI()\n'
const FLASK = 'import os\nfrom dataclasses import dataclass\nfrom flask import Flask, request\napp = Flask(__name__)\n'

/** Values that are carried by records, declared types, queues and parsers. */
export const CARRIED_CASES: readonly Case[] = [
  {
    name: 'field of a dataclass filled by position',
    kinds: ['command-injection'],
    files: {
      'app.py': `${FLASK}@dataclass(frozen=True)\nclass Job:\n    number: int\n    label: str\n@app.post('/x')\ndef x():\n    job = Job(1, request.get_json()['label'])\n    os.system(job.label)\n    return ''\n`,
    },
  },
  {
    name: 'another field of a dataclass',
    kinds: [],
    files: {
      'app.py': `${FLASK}@dataclass(frozen=True)\nclass Job:\n    number: int\n    label: str\n@app.post('/x')\ndef x():\n    job = Job(request.get_json()['number'], 'backup')\n    os.system(job.label)\n    return ''\n`,
    },
  },
  {
    name: 'field of a tuple with names, inherited fields first',
    kinds: ['command-injection'],
    files: {
      'app.py': `${FLASK}@dataclass\nclass Base:\n    number: int\n@dataclass\nclass Job(Base):\n    label: str\n@app.post('/x')\ndef x():\n    os.system(Job(1, request.get_json()['label']).label)\n    return ''\n`,
    },
  },
  {
    name: 'model made of a whole body',
    kinds: ['command-injection'],
    files: {
      'app.py': `${FLASK}from pydantic import BaseModel\nclass Job(BaseModel):\n    number: int\n    label: str\n@app.post('/x')\ndef x():\n    os.system(Job(**request.get_json()).label)\n    return ''\n`,
    },
  },
  {
    name: 'number of a model made of a whole body',
    kinds: [],
    files: {
      'app.py': `${FLASK}from pydantic import BaseModel\nclass Job(BaseModel):\n    number: int\n    label: str\n@app.post('/x')\ndef x():\n    os.system(f'kill {Job(**request.get_json()).number}')\n    return ''\n`,
    },
  },
  {
    name: 'dependency that is made elsewhere',
    kinds: ['sql-injection'],
    files: {
      'app.py': `${FASTAPI}from deps import get_repository\nfrom sqlalchemy import text\nfrom sqlalchemy.orm import Session\nclass Repository:\n    def __init__(self, session: Session):\n        self.session = session\n    def page(self, sort):\n        return self.session.execute(text(f'SELECT a FROM b ORDER BY {sort}')).all()\n@app.get('/x')\ndef x(repository: Annotated[Repository, Depends(get_repository)], sort: str):\n    return len(repository.page(sort))\n`,
    },
  },
  {
    name: 'variable of a declared type',
    kinds: ['sql-injection'],
    files: {
      'service.py':
        'import asyncpg\nclass Stations:\n    def __init__(self, pool: asyncpg.Pool):\n        self.pool = pool\n    async def find(self, name):\n        async with self.pool.acquire() as connection:\n            return await connection.fetch(f"SELECT id FROM s WHERE n = \'{name}\'")\n',
      'app.py':
        "from aiohttp import web\nfrom service import Stations\nroutes = web.RouteTableDef()\n@routes.get('/x')\nasync def x(request):\n    stations: Stations = request.app['stations']\n    return web.json_response({'n': len(await stations.find(request.query['name']))})\n",
    },
  },
  {
    name: 'assertion of a type',
    kinds: ['command-injection'],
    files: {
      'tools.ts':
        "import { execSync } from 'node:child_process'\nexport class Tools {\n  dig(host: string) {\n    return execSync(`dig ${host}`)\n  }\n}\n",
      'app.ts':
        "import express from 'express'\nimport { registry } from 'registry'\nimport type { Tools } from './tools'\nconst app = express()\napp.get('/x', (req, res) => {\n  const tools = registry.get('tools') as Tools\n  tools.dig(String(req.query.host))\n  res.end()\n})\n",
    },
  },
  {
    name: 'text of a filter that is parsed',
    kinds: ['nosql-injection'],
    files: {
      'app.py': `${FASTAPI}from pymongo import MongoClient\ndb = MongoClient().x\n@app.get('/x')\ndef x(match: str):\n    return {'n': db.a.count_documents(json.loads(match))}\n`,
    },
  },
  {
    name: 'text of a filter that stays text',
    kinds: [],
    files: {
      'app.py': `${FASTAPI}from pymongo import MongoClient\ndb = MongoClient().x\n@app.get('/x')\ndef x(match: str):\n    return {'n': db.a.count_documents({'name': match})}\n`,
    },
  },
  {
    name: 'pipeline of documents with a parsed stage',
    kinds: ['nosql-injection'],
    files: {
      'app.py': `${FASTAPI}from beanie import Document\nclass View(Document):\n    path: str\n@app.get('/x')\nasync def x(match: str):\n    return {'n': len(await View.aggregate([{'$match': json.loads(match)}, {'$limit': 5}]).to_list())}\n`,
    },
  },
  {
    name: 'job with a name for a worker of the queue',
    kinds: ['command-injection'],
    files: {
      'queue.ts': "import { Queue } from 'bullmq'\nexport const probes = new Queue('probes')\n",
      'worker.ts':
        "import { Worker } from 'bullmq'\nimport { execSync } from 'node:child_process'\nexport const worker = new Worker('probes', async (job) => execSync(`ping ${job.data.host}`))\n",
      'app.ts':
        "import express from 'express'\nimport { probes } from './queue'\nconst app = express()\napp.post('/x', async (req, res) => {\n  await probes.add('probe', { host: req.body.host })\n  res.end()\n})\n",
    },
  },
  {
    name: 'function put into a queue with its arguments',
    kinds: ['ssrf'],
    files: {
      'jobs.py': 'import urllib.request\ndef pull(account, source):\n    return len(urllib.request.urlopen(source, timeout=5).read())\n',
      'app.py': `${FLASK}from redis import Redis\nfrom rq import Queue\nfrom jobs import pull\nqueue = Queue('x', connection=Redis())\n@app.post('/x')\ndef x():\n    queue.enqueue(pull, 1, request.get_json()['source'])\n    return ''\n`,
    },
  },
  {
    name: 'text of a statement that is composed',
    kinds: ['sql-injection'],
    files: {
      'app.py': `${FASTAPI}import psycopg\nfrom psycopg import sql\n@app.get('/x')\ndef x(table: str):\n    with psycopg.connect() as db:\n        return {'n': len(db.execute(sql.SQL('SELECT 1 FROM {}').format(sql.SQL(table))).fetchall())}\n`,
    },
  },
  {
    name: 'name of a table that is composed',
    kinds: [],
    files: {
      'app.py': `${FASTAPI}import psycopg\nfrom psycopg import sql\n@app.get('/x')\ndef x(table: str):\n    with psycopg.connect() as db:\n        return {'n': len(db.execute(sql.SQL('SELECT 1 FROM {}').format(sql.Identifier(table))).fetchall())}\n`,
    },
  },
  {
    name: 'text that a template tag calls safe',
    kinds: ['xss'],
    files: {
      'tags.py':
        "from django import template\nfrom django.utils.safestring import mark_safe\nregister = template.Library()\n@register.simple_tag\ndef marked(term):\n    return mark_safe(f'<mark>{term}</mark>')\n",
    },
  },
  {
    name: 'text that a template tag formats',
    kinds: [],
    files: {
      'tags.py':
        "from django import template\nfrom django.utils.html import format_html\nregister = template.Library()\n@register.simple_tag\ndef marked(term):\n    return format_html('<mark>{}</mark>', term)\n",
    },
  },
  {
    name: 'page of an exception filter',
    kinds: ['xss'],
    files: {
      'filter.ts':
        "import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common'\n@Catch(NotFoundException)\nexport class Missing implements ExceptionFilter {\n  catch(_error: NotFoundException, host: ArgumentsHost) {\n    const http = host.switchToHttp()\n    const where = decodeURIComponent(http.getRequest().originalUrl)\n    http.getResponse().status(404).send(`<p>${where}</p>`)\n  }\n}\n",
    },
  },
  {
    name: 'router that is built in one chain',
    kinds: ['command-injection'],
    files: {
      'app.ts':
        "import { Hono } from 'hono'\nimport { execSync } from 'node:child_process'\nimport { signedIn } from './auth'\nexport const app = new Hono().use(signedIn).post('/x', async (c) => {\n  const { host } = await c.req.json()\n  return c.text(execSync(`dig ${host}`).toString())\n})\n",
    },
  },
  {
    name: 'message over a socket of starlette',
    kinds: ['sql-injection'],
    files: {
      'app.py':
        "import aiosqlite\nfrom starlette.applications import Starlette\nfrom starlette.routing import WebSocketRoute\nasync def live(socket):\n    await socket.accept()\n    message = await socket.receive_json()\n    async with aiosqlite.connect('x.db') as db:\n        await db.execute(f\"DELETE FROM t WHERE n = '{message['n']}'\")\napp = Starlette(routes=[WebSocketRoute('/live', live)])\n",
    },
  },
  {
    name: 'slow pattern of a schema',
    kinds: ['redos'],
    files: {
      'app.ts':
        "import express from 'express'\nimport { z } from 'zod'\nconst Mail = z.object({ address: z.string().regex(/^([a-z0-9]+[._-]?)+@x$/) })\nconst app = express()\napp.post('/x', (req, res) => {\n  const { address } = Mail.parse(req.body)\n  res.json({ length: address.length })\n})\n",
    },
  },
  {
    name: 'pattern of a schema that takes linear time',
    kinds: [],
    files: {
      'app.ts':
        "import express from 'express'\nimport { z } from 'zod'\nconst Mail = z.object({ address: z.string().regex(/^[a-z0-9._-]+@x$/) })\nconst app = express()\napp.post('/x', (req, res) => {\n  const { address } = Mail.parse(req.body)\n  res.json({ length: address.length })\n})\n",
    },
  },
  {
    name: 'slow pattern of a field',
    kinds: ['redos'],
    files: {
      'dto.ts':
        "import { IsString, Matches } from 'class-validator'\nexport const ADDRESS = /^([a-z0-9]+[._-]?)+@([a-z0-9]+\\.?)+$/\nexport class Subscription {\n  @IsString()\n  @Matches(ADDRESS)\n  address!: string\n}\n",
      'app.ts':
        "import { Body, Controller, Post } from '@nestjs/common'\nimport { Subscription } from './dto'\n@Controller('x')\nexport class Subscriptions {\n  @Post() add(@Body() body: Subscription) {\n    return { length: body.address.length }\n  }\n}\n",
    },
  },
  {
    name: 'names in an archive of jszip',
    kinds: ['path-traversal'],
    files: {
      'app.ts':
        "import express from 'express'\nimport JSZip from 'jszip'\nimport { writeFile } from 'node:fs/promises'\nimport { join } from 'node:path'\nconst app = express()\napp.post('/x', async (req, res) => {\n  const zip = await JSZip.loadAsync(req.body)\n  for (const entry of Object.values(zip.files)) await writeFile(join('/srv/x', entry.name), await entry.async('nodebuffer'))\n  res.end()\n})\n",
    },
  },
  {
    name: 'record of sequelize that takes the body',
    kinds: ['mass-assignment'],
    files: {
      'app.ts':
        "import express from 'express'\nimport { DataTypes, Model, Sequelize } from 'sequelize'\nclass Customer extends Model {}\nCustomer.init({ name: DataTypes.STRING }, { sequelize: new Sequelize('x') })\nconst app = express()\napp.put('/x/:id', async (req, res) => {\n  const customer = await Customer.findByPk(req.params.id)\n  await customer?.update(req.body)\n  res.end()\n})\n",
    },
  },
  {
    name: 'address that a session kept',
    kinds: ['open-redirect', 'trust-boundary'],
    files: {
      'app.py': `${FLASK}from flask import redirect, session\n@app.get('/start')\ndef start():\n    session['next'] = request.args.get('next')\n    return redirect('https://id.example.com/authorize')\n@app.get('/end')\ndef end():\n    return redirect(session.pop('next', '/'))\n`,
    },
  },
  {
    name: 'query set of its own',
    kinds: ['sql-injection'],
    files: {
      'models.py':
        'from django.db import models\nfrom django.db.models.expressions import RawSQL\nclass Sales(models.QuerySet):\n    def of_region(self, region):\n        return self.filter(region=region)\n    def by(self, period):\n        return self.annotate(bucket=RawSQL(f"date_trunc(\'{period}\', at)", ()))\nclass Sale(models.Model):\n    region = models.IntegerField()\n    objects = Sales.as_manager()\n',
      'views.py':
        "from django.http import JsonResponse\nfrom models import Sale\ndef sales(request):\n    return JsonResponse({'n': Sale.objects.of_region(1).by(request.GET['period']).count()})\n",
      'urls.py': "from django.urls import path\nfrom views import sales\nurlpatterns = [path('sales/', sales)]\n",
    },
  },
  {
    name: 'condition of extra',
    kinds: ['sql-injection'],
    files: {
      'views.py':
        "from django.http import JsonResponse\nfrom django.db import models\nclass Product(models.Model):\n    name = models.TextField()\ndef products(request):\n    found = Product.objects.all().extra(where=[f\"name = '{request.GET['name']}'\"])\n    return JsonResponse({'n': found.count()})\n",
      'urls.py': "from django.urls import path\nfrom views import products\nurlpatterns = [path('products/', products)]\n",
    },
  },
  {
    name: 'another field of an object that somebody found by a header',
    kinds: [],
    files: {
      'app.js': `const express = require('express')\nconst { find, log } = require('./settings')\nconst app = express()\nconst at = (req) => req.protocol + '://' + req.get('host')\nconst settingsOf = (req) => find(at(req))\napp.post('/x', (req, res) => {\n  const level = settingsOf(req).levels.failed\n  log[level]('failed')\n  res.end()\n})\n`,
      'settings.js': `const known = require('known-settings')\nmodule.exports.log = console\nmodule.exports.find = (at) => {\n  const found = {}\n  for (const key of Object.keys(known.all)) found[key] = known.all[key]\n  found.at = at\n  return Object.assign(known.make(), found)\n}\n`,
    },
  },
  {
    name: 'the host beside a password',
    kinds: [],
    files: {
      'app.js': `const load = require('load-settings')\nconst settings = load({ site: process.env.SITE, password: process.env.DB_PASSWORD })\nconsole.log('listening at ' + settings.site.host)\n`,
    },
  },
  {
    name: 'the password of settings',
    kinds: ['sensitive-log'],
    files: {
      'app.js': `const load = require('load-settings')\nconst settings = load({ site: process.env.SITE, password: process.env.DB_PASSWORD })\nconsole.log('connecting with ' + settings.password)\n`,
    },
  },
  {
    name: 'what a client brings that was made with a key',
    kinds: [],
    files: {
      'app.py': `import logging\nimport os\nfrom answers import AsyncClient\nfrom own import ask\nlog = logging.getLogger(__name__)\nasync def tell(settings):\n    client = AsyncClient(api_key=settings.api_key)\n    answer = await client.messages.create(model='m')\n    log.warning('unknown command %s', answer.command)\n    log.info('model %s', client.describe())\n    log.info('asked %s', ask(settings.api_key))\n`,
    },
  },
  {
    name: 'a key that was taken out of its wrapper',
    kinds: ['sensitive-log'],
    files: {
      'app.py': `import logging\nlog = logging.getLogger(__name__)\ndef tell(settings):\n    log.warning('key %s', settings.api_key.get_secret_value())\n`,
    },
  },
  ...(
    [
      ['a form as it came', ['sensitive-log'], 'log.info("got %r", sent)'],
      ['whichever field of it was not known', [], 'log.info("unknown %r", sent.get(field))'],
      ['a field by a key that is not known', [], 'log.info("unknown %r", sent[field])'],
      ['the field of the password', ['sensitive-log'], 'log.info("got %r", sent["password"])'],
    ] as const
  ).map(([name, kinds, line]) => ({
    name: `log: ${name}`,
    kinds,
    files: {
      'app.py': `import logging\nfrom flask import Flask, request\napp = Flask(__name__)\nlog = logging.getLogger(__name__)\ndef keep(sent, field):\n    ${line}\n@app.post('/x')\ndef x():\n    keep(request.get_json(), next(iter(app.config)))\n    return 'ok'\n`,
    },
  })),
  ...(
    [
      ['a body as it came', ['sensitive-log'], 'log.info("got %r", sent)'],
      ['one line of it', [], 'log.info("left out %s", sent.splitlines()[0])'],
    ] as const
  ).map(([name, kinds, line]) => ({
    name: `log: ${name} in plain text`,
    kinds,
    files: {
      'app.py': `import logging\nfrom flask import Flask, request\napp = Flask(__name__)\nlog = logging.getLogger(__name__)\n@app.post('/x')\ndef x():\n    sent = request.get_data().decode('utf8')\n    ${line}\n    return 'ok'\n`,
    },
  })),
  {
    name: 'the claims of a token',
    kinds: [],
    files: {
      'app.py': `import logging\nimport jwt\nlog = logging.getLogger(__name__)\ndef tell(answer, key):\n    me = jwt.decode(answer['id_token'], key, algorithms=['RS256'])\n    log.debug('signed in as %s', me)\n`,
    },
  },
  {
    name: 'in a loop over what a module keeps and other handlers fill',
    kinds: ['code-injection'],
    files: {
      'app.py': `${FLASK}from collections import deque\nkept = deque(maxlen=9)\n@app.get('/x')\ndef x():\n    return str([v for v in list(kept)[-3:] if eval(request.args['rule'], {'v': v})])\n`,
    },
  },
]
