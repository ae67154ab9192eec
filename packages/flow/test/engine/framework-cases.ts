import type { Case } from './python-cases.ts'

const EXPRESS = "const express = require('express')\nconst { Pool } = require('pg')\nconst db = new Pool()\nconst app = express()\n"
const FLASK =
  'from flask import Flask, request, session, g, redirect, url_for, render_template, jsonify\nimport sqlite3, os\napp = Flask(__name__)\n'

const SERVER = "const express = require('express')\nconst app = express()\n"

const NEST_PIPE = "import { NestFactory } from '@nestjs/core'\nimport { ValidationPipe } from '@nestjs/common'\n"
const NEST_LIST =
  "import { Controller, Get, Query } from '@nestjs/common'\nimport { DatabaseSync } from 'node:sqlite'\nimport { Find } from './dto'\nconst db = new DatabaseSync('x')\n@Controller('boats')\nexport class Boats {\n  @Get()\n  list(@Query() { order }: Find) {\n    return db.prepare(`SELECT name FROM boats ORDER BY ${order}`).all()\n  }\n}\n"
const nestList = (name: string, dto: string, kinds: readonly string[]): Case => ({
  name,
  kinds,
  files: {
    'main.ts': NEST_PIPE,
    'boats.controller.ts': NEST_LIST,
    'dto.ts': `import { applyDecorators } from '@nestjs/common'\nimport { IsIn, IsString } from 'class-validator'\n${dto}`,
  },
})

/** Small programs in the shape of each framework: what they have, sorted; empty for the safe ones. */
export const FRAMEWORK_CASES: readonly Case[] = [
  nestList('nest field that its class checks', "export class Find {\n  @IsIn(['name', 'age'])\n  order: string\n}\n", []),
  nestList(
    'nest field that a base class checks',
    "class Sorted {\n  @IsIn(['name', 'age'])\n  order: string\n}\nexport class Find extends Sorted {}\n",
    [],
  ),
  nestList(
    'nest field that a decorator of the tree checks',
    "const Order = () => applyDecorators(IsString(), IsIn(['name', 'age']))\nexport class Find {\n  @Order()\n  order: string\n}\n",
    [],
  ),
  nestList(
    'nest field that a decorator of the tree takes for text',
    'const Text = () => applyDecorators(IsString())\nexport class Find {\n  @Text()\n  order: string\n}\n',
    ['sql-injection'],
  ),
  {
    name: 'django view',
    kinds: ['sql-injection'],
    files: {
      'app/urls.py': "from django.urls import path\nfrom . import views\nurlpatterns = [path('u/<str:name>/', views.show)]\n",
      'app/views.py':
        "from django.db import connection\nfrom django.http import HttpResponse\ndef show(request, name):\n    with connection.cursor() as c:\n        c.execute(\"SELECT * FROM u WHERE n = '%s'\" % name)\n    return HttpResponse('ok')\n",
    },
  },
  {
    name: 'django int',
    kinds: [],
    files: {
      'app/urls.py': "from django.urls import path\nfrom . import views\nurlpatterns = [path('u/<int:pk>/', views.show)]\n",
      'app/views.py':
        "from django.db import connection\nfrom django.http import HttpResponse\ndef show(request, pk):\n    with connection.cursor() as c:\n        c.execute(\"SELECT * FROM u WHERE n = '%s'\" % pk)\n    return HttpResponse('ok')\n",
    },
  },
  {
    name: 'django raw',
    kinds: ['sql-injection'],
    files: {
      'app/urls.py': "from django.urls import path\nfrom .views import Show\nurlpatterns = [path('u/', Show.as_view())]\n",
      'app/views.py':
        "from django.views import View\nfrom .models import User\nclass Show(View):\n    def get(self, request):\n        q = request.GET.get('q', '')\n        return render(request, 'x.html', {'u': User.objects.raw(f\"SELECT * FROM u WHERE n = '{q}'\")})\n",
      'app/models.py': 'from django.db import models\nclass User(models.Model):\n    name = models.CharField()\n',
    },
  },
  {
    name: 'django orm',
    kinds: [],
    files: {
      'app/urls.py': "from django.urls import path\nfrom .views import show\nurlpatterns = [path('u/', show)]\n",
      'app/views.py':
        "from .models import User\nfrom django.shortcuts import render\ndef show(request):\n    return render(request, 'x.html', {'u': User.objects.filter(name=request.GET['q'])})\n",
      'app/models.py': 'from django.db import models\nclass User(models.Model):\n    name = models.CharField()\n',
    },
  },
  {
    name: 'django mark_safe',
    kinds: ['xss'],
    files: {
      'app/urls.py': "from django.urls import path\nfrom .views import show\nurlpatterns = [path('u/', show)]\n",
      'app/views.py':
        "from django.http import HttpResponse\ndef show(request):\n    return HttpResponse('<b>' + request.GET['q'] + '</b>')\n",
    },
  },
  {
    name: 'drf',
    kinds: ['command-injection'],
    files: {
      'views.py':
        "import os\nfrom rest_framework.views import APIView\nclass P(APIView):\n    def post(self, request):\n        os.system('ping ' + request.data['host'])\n",
    },
  },
  {
    name: 'drf, what a router matches is one part of a path',
    kinds: [],
    files: {
      'views.py':
        "from pathlib import Path\nfrom rest_framework import viewsets\nfrom rest_framework.views import APIView\nclass D(viewsets.ModelViewSet):\n    x = 1\n    def destroy(self, request, pk=None):\n        Path('/srv/' + self.kwargs['pk']).unlink()\n    def delete(self, request, pk=None):\n        Path('/srv/' + self.kwargs['pk']).unlink()\n",
    },
  },
  {
    name: 'drf, a pattern of the class without dots',
    kinds: [],
    files: {
      'views.py':
        "from pathlib import Path\nfrom rest_framework import viewsets\nfrom rest_framework.views import APIView\nclass D(viewsets.ModelViewSet):\n    lookup_value_regex = '[0-9a-f-]{36}'\n    def destroy(self, request, pk=None):\n        Path('/srv/' + self.kwargs['pk']).unlink()\n    def delete(self, request, pk=None):\n        Path('/srv/' + self.kwargs['pk']).unlink()\n",
    },
  },
  {
    name: 'drf, a pattern of the class with anything',
    kinds: ['path-traversal'],
    files: {
      'views.py':
        "from pathlib import Path\nfrom rest_framework import viewsets\nfrom rest_framework.views import APIView\nclass D(viewsets.ModelViewSet):\n    lookup_value_regex = '.+'\n    def destroy(self, request, pk=None):\n        Path('/srv/' + self.kwargs['pk']).unlink()\n    def delete(self, request, pk=None):\n        Path('/srv/' + self.kwargs['pk']).unlink()\n",
    },
  },
  {
    name: "drf, a view whose path is not a router's",
    kinds: ['path-traversal'],
    files: {
      'views.py':
        "from pathlib import Path\nfrom rest_framework import viewsets\nfrom rest_framework.views import APIView\nclass D(APIView):\n    x = 1\n    def destroy(self, request, pk=None):\n        Path('/srv/' + self.kwargs['pk']).unlink()\n    def delete(self, request, pk=None):\n        Path('/srv/' + self.kwargs['pk']).unlink()\n",
    },
  },
  {
    name: 'fastapi text',
    kinds: ['sql-injection'],
    files: {
      'main.py':
        "from fastapi import FastAPI, Depends\nfrom sqlalchemy.orm import Session\nfrom sqlalchemy import text\nfrom db import get_db\napp = FastAPI()\n@app.get('/u')\ndef u(name: str, db: Session = Depends(get_db)):\n    return db.execute(text(f\"SELECT * FROM u WHERE n = '{name}'\")).all()\n",
      'db.py':
        "from sqlalchemy import create_engine\nfrom sqlalchemy.orm import sessionmaker\nSessionLocal = sessionmaker(bind=create_engine('x'))\ndef get_db():\n    db = SessionLocal()\n    try:\n        yield db\n    finally:\n        db.close()\n",
    },
  },
  {
    name: 'fastapi bound',
    kinds: [],
    files: {
      'main.py':
        "from fastapi import FastAPI, Depends\nfrom sqlalchemy.orm import Session\nfrom sqlalchemy import text, select\nfrom db import get_db, User\napp = FastAPI()\n@app.get('/u')\ndef u(name: str, db: Session = Depends(get_db)):\n    db.execute(text('SELECT * FROM u WHERE n = :n'), {'n': name})\n    return db.query(User).filter(User.name == name).all() + db.execute(select(User).where(User.name == name)).all()\n",
      'db.py':
        "from sqlalchemy import create_engine\nfrom sqlalchemy.orm import sessionmaker\nSessionLocal = sessionmaker(bind=create_engine('x'))\nclass User: pass\ndef get_db():\n    yield SessionLocal()\n",
    },
  },
  {
    name: 'fastapi int',
    kinds: [],
    files: {
      'main.py':
        "import os\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get('/u/{n}')\ndef u(n: int):\n    os.system(f'ping {n}')\n",
    },
  },
  {
    name: 'fastapi model',
    kinds: ['command-injection'],
    files: {
      'main.py':
        "import os\nfrom fastapi import FastAPI\nfrom pydantic import BaseModel\napp = FastAPI()\nclass In(BaseModel):\n    host: str\n    count: int\n@app.post('/u')\nasync def u(body: In):\n    os.system(f'ping {body.host}')\n",
    },
  },
  {
    name: 'fastapi model int',
    kinds: [],
    files: {
      'main.py':
        "import os\nfrom fastapi import FastAPI\nfrom pydantic import BaseModel\napp = FastAPI()\nclass In(BaseModel):\n    host: str\n    count: int\n@app.post('/u')\nasync def u(body: In):\n    os.system(f'ping {body.count}')\n",
    },
  },
  {
    name: 'fastapi service class',
    kinds: ['sql-injection'],
    files: {
      'main.py':
        "from fastapi import APIRouter, Depends, Query\nfrom service import Service, get_service\nrouter = APIRouter()\n@router.get('/u')\nasync def u(q: str = Query(''), s: Service = Depends(get_service)):\n    return await s.find(q)\n",
      'service.py':
        'import asyncpg\nclass Service:\n    def __init__(self, pool: asyncpg.Pool):\n        self.pool = pool\n    async def find(self, q):\n        async with self.pool.acquire() as conn:\n            return await conn.fetch(f"SELECT * FROM u WHERE n LIKE \'%{q}%\'")\ndef get_service():\n    return Service(None)\n',
    },
  },
  {
    name: 'fastapi html',
    kinds: ['xss'],
    files: {
      'main.py':
        "from fastapi import FastAPI\nfrom fastapi.responses import HTMLResponse\napp = FastAPI()\n@app.get('/u')\ndef u(n: str):\n    return HTMLResponse(f'<b>{n}</b>')\n",
    },
  },
  {
    name: 'hono html template, which escapes',
    kinds: [],
    files: {
      'app.js':
        "import { Hono } from 'hono'\nimport { html } from 'hono/html'\nconst app = new Hono()\napp.get('/u', (c) => c.html(html`<h1>${c.req.query('n')}</h1>`))\nexport default app\n",
    },
  },
  {
    name: 'hono html template, raw',
    kinds: ['xss'],
    files: {
      'app.js':
        "import { Hono } from 'hono'\nimport { html, raw } from 'hono/html'\nconst app = new Hono()\napp.get('/u', (c) => c.html(html`<h1>${raw(c.req.query('n'))}</h1>`))\nexport default app\n",
    },
  },
  {
    name: 'flask-sqlalchemy',
    kinds: ['sql-injection'],
    files: {
      'app/__init__.py':
        'from flask import Flask\nfrom .extensions import db\nfrom .views import bp\ndef create_app():\n    app = Flask(__name__)\n    db.init_app(app)\n    app.register_blueprint(bp)\n    return app\n',
      'app/extensions.py': 'from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n',
      'app/views.py':
        "from flask import Blueprint, request, jsonify\nfrom sqlalchemy import text\nfrom .extensions import db\nbp = Blueprint('x', __name__)\n@bp.route('/u')\ndef u():\n    rows = db.session.execute(text('SELECT * FROM u WHERE n = ' + request.args['n']))\n    return jsonify([dict(r) for r in rows])\n",
    },
  },
  {
    name: 'aiohttp',
    kinds: ['command-injection'],
    files: {
      'main.py':
        "import asyncio\nfrom aiohttp import web\nasync def h(request):\n    data = await request.post()\n    await asyncio.create_subprocess_shell('ls ' + data['d'])\napp = web.Application()\napp.router.add_post('/x', h)\n",
    },
  },
  {
    name: 'pymongo',
    kinds: ['nosql-injection'],
    files: {
      'main.py':
        "from flask import Flask, request, jsonify\nfrom pymongo import MongoClient\napp = Flask(__name__)\ndb = MongoClient().shop\n@app.route('/l', methods=['POST'])\ndef l():\n    b = request.get_json()\n    return jsonify(db.users.find_one({'u': b['u'], 'p': b['p']}) is not None)\n",
    },
  },
  {
    name: 'pymongo str',
    kinds: [],
    files: {
      'main.py':
        "from flask import Flask, request, jsonify\nfrom pymongo import MongoClient\napp = Flask(__name__)\ndb = MongoClient().shop\n@app.route('/l', methods=['POST'])\ndef l():\n    return jsonify(db.users.find_one({'u': request.form['u']}) is not None)\n",
    },
  },
  {
    name: 'express-validator',
    kinds: [],
    files: {
      'app.js':
        "const express = require('express')\nconst { param, validationResult } = require('express-validator')\nconst { Pool } = require('pg')\nconst db = new Pool()\nconst app = express()\napp.get('/u/:id', param('id').isInt(), async (req, res) => {\n  const errors = validationResult(req)\n  if (!errors.isEmpty()) return res.status(400).json({})\n  res.json(await db.query('SELECT * FROM u WHERE id = ' + req.params.id))\n})\n",
    },
  },
  {
    name: 'upload path',
    kinds: ['path-traversal'],
    files: {
      'main.py':
        "import os\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route('/up', methods=['POST'])\ndef up():\n    f = request.files['f']\n    f.save(os.path.join('/srv', f.filename))\n    return 'ok'\n",
    },
  },
  {
    name: 'typeorm qb',
    kinds: ['sql-injection'],
    files: {
      's.ts':
        "import { Controller, Get, Query } from '@nestjs/common'\nimport { InjectRepository } from '@nestjs/typeorm'\nimport { Repository } from 'typeorm'\nimport { User } from './user'\n@Controller()\nexport class C {\n  constructor(@InjectRepository(User) private repo: Repository<User>) {}\n  @Get() find(@Query('n') n: string) { return this.repo.createQueryBuilder('u').where(`u.name = '${n}'`).getMany() }\n}\n",
    },
  },
  {
    name: 'typeorm qb bound',
    kinds: [],
    files: {
      's.ts':
        "import { Controller, Get, Query } from '@nestjs/common'\nimport { Repository } from 'typeorm'\n@Controller()\nexport class C {\n  constructor(private repo: Repository<any>) {}\n  @Get() find(@Query('n') n: string) { return this.repo.createQueryBuilder('u').where('u.name = :n', { n }).getMany() }\n}\n",
    },
  },
  {
    name: 'bind method',
    kinds: ['sql-injection'],
    files: {
      'app.js':
        EXPRESS +
        "class C { constructor(db) { this.db = db } async show(req, res) { res.json(await this.db.query('SELECT ' + req.query.a)) } }\nconst c = new C(db)\napp.get('/x', c.show.bind(c))\n",
    },
  },
  {
    name: 'arrow calls method',
    kinds: ['sql-injection'],
    files: {
      'app.js':
        EXPRESS +
        "class C { async show(req, res) { res.json(await db.query('SELECT ' + req.query.a)) } }\nconst c = new C()\napp.get('/x', (req, res) => c.show(req, res))\n",
    },
  },
  {
    name: 'arrow field',
    kinds: ['sql-injection'],
    files: {
      'app.ts':
        "import express from 'express'\nimport { Pool } from 'pg'\nconst db = new Pool()\nconst app = express()\nclass C { show = async (req: any, res: any) => { res.json(await db.query('SELECT ' + req.query.a)) } }\nconst c = new C()\napp.get('/x', c.show)\n",
    },
  },
  {
    name: 'promise wrapper',
    kinds: ['sql-injection'],
    files: {
      'app.js':
        EXPRESS +
        "const run = (sql, p) => new Promise((resolve, reject) => db.query(sql, p, (e, r) => e ? reject(e) : resolve(r)))\napp.get('/x', async (req, res) => { res.json(await run(`SELECT ${req.query.a}`, [])) })\n",
    },
  },
  {
    name: 'promise wrapper bound',
    kinds: [],
    files: {
      'app.js':
        EXPRESS +
        "const run = (sql, p) => new Promise((resolve, reject) => db.query(sql, p, (e, r) => e ? reject(e) : resolve(r)))\napp.get('/x', async (req, res) => { res.json(await run(`SELECT $1`, [req.query.a])) })\n",
    },
  },
  {
    name: 'query +=',
    kinds: ['sql-injection'],
    files: {
      'app.js':
        EXPRESS +
        "app.get('/x', async (req, res) => { let q = 'SELECT * FROM t WHERE 1=1'; const p = []; if (req.query.a) { q += \" AND a = '\" + req.query.a + \"'\" } res.json(await db.query(q, p)) })\n",
    },
  },
  {
    name: 'query += bound',
    kinds: [],
    files: {
      'app.js':
        EXPRESS +
        "app.get('/x', async (req, res) => { let q = 'SELECT * FROM t WHERE 1=1'; const p = []; if (req.query.a) { p.push(req.query.a); q += ` AND a = $${p.length}` } res.json(await db.query(q, p)) })\n",
    },
  },
  {
    name: 'update columns from body keys',
    kinds: ['sql-injection'],
    files: {
      'app.js':
        EXPRESS +
        "app.put('/x', async (req, res) => { const sets = Object.keys(req.body).map((k, i) => `${k} = $${i + 1}`).join(', '); await db.query(`UPDATE t SET ${sets}`, Object.values(req.body)); res.end() })\n",
    },
  },
  {
    name: 'update columns allow-list',
    kinds: [],
    files: {
      'app.js':
        EXPRESS +
        "const FIELDS = ['a', 'b']\napp.put('/x', async (req, res) => { const keys = Object.keys(req.body).filter((k) => FIELDS.includes(k)); const sets = keys.map((k, i) => `${k} = $${i + 1}`).join(', '); await db.query(`UPDATE t SET ${sets}`, keys.map((k) => req.body[k])); res.end() })\n",
    },
  },
  {
    name: 'node http body',
    kinds: ['command-injection'],
    files: {
      'app.js':
        "const http = require('http')\nconst { exec } = require('child_process')\nhttp.createServer((req, res) => { const url = new URL(req.url, 'http://x'); exec('ls ' + url.searchParams.get('d')); res.end() }).listen(3000)\n",
    },
  },
  {
    name: 'error echo',
    kinds: [],
    files: {
      'app.js':
        EXPRESS +
        "app.get('/x', async (req, res) => { try { res.json(await db.query('SELECT $1', [req.query.a])) } catch (e) { console.error('failed', e.message); res.status(500).json({ error: e.message }) } })\n",
    },
  },
  {
    name: 'db row to sql',
    kinds: [],
    files: {
      'app.js':
        EXPRESS +
        "app.get('/x', async (req, res) => { const u = (await db.query('SELECT * FROM u WHERE id = $1', [req.params.id])).rows[0]; const o = await db.query('SELECT * FROM o WHERE user_id = ' + u.id); res.json(o.rows) })\n",
    },
  },
  {
    name: 'jwt user',
    kinds: [],
    files: {
      'app.js':
        EXPRESS +
        "const jwt = require('jsonwebtoken')\napp.use((req, res, next) => { req.user = jwt.verify(req.headers.authorization, 'k'); next() })\napp.get('/x', async (req, res) => { res.json(await db.query('SELECT * FROM o WHERE u = ' + req.user.id)) })\n",
    },
  },
  {
    name: 'template render',
    kinds: [],
    files: { 'app.js': `${EXPRESS}app.get('/x', (req, res) => { res.render('index', { name: req.query.name }) })\n` },
  },
  {
    name: 'static redirect after login',
    kinds: [],
    files: {
      'app.js':
        EXPRESS +
        "app.post('/login', (req, res) => { req.session.user = { id: 1 }; res.redirect('/home?u=' + encodeURIComponent(req.body.u)) })\n",
    },
  },
  {
    name: 'flask g',
    kinds: ['sql-injection'],
    files: {
      'a.py':
        FLASK +
        "def get_db():\n    if 'db' not in g:\n        g.db = sqlite3.connect('x')\n    return g.db\n@app.route('/')\ndef f():\n    return jsonify(get_db().execute('SELECT ' + request.args['a']).fetchall())\n",
    },
  },
  {
    name: 'flask url_for',
    kinds: [],
    files: { 'a.py': `${FLASK}@app.route('/')\ndef f():\n    return redirect(url_for('g', name=request.args['n']))\n` },
  },
  {
    name: 'login session',
    kinds: [],
    files: {
      'a.py':
        FLASK +
        "@app.route('/login', methods=['POST'])\ndef login():\n    user = sqlite3.connect('x').execute('SELECT * FROM u WHERE n = ?', (request.form['n'],)).fetchone()\n    session['user_id'] = user['id']\n    return redirect('/')\n",
    },
  },
  {
    name: 'in list of dynamic placeholders',
    kinds: [],
    files: {
      'a.py':
        FLASK +
        "@app.route('/')\ndef f():\n    ids = request.args.getlist('id')\n    marks = ','.join('?' for _ in ids)\n    return jsonify(sqlite3.connect('x').execute(f'SELECT * FROM t WHERE id IN ({marks})', ids).fetchall())\n",
    },
  },
  {
    name: 'in list joined',
    kinds: ['sql-injection'],
    files: {
      'a.py':
        FLASK +
        "@app.route('/')\ndef f():\n    ids = request.args.getlist('id')\n    return jsonify(sqlite3.connect('x').execute('SELECT * FROM t WHERE id IN (%s)' % ','.join(ids)).fetchall())\n",
    },
  },
  {
    name: 'login form password compare',
    kinds: [],
    files: {
      'a.py':
        FLASK +
        "@app.route('/login', methods=['POST'])\ndef login():\n    if request.form['p'] != os.environ['P']:\n        return 'bad', 401\n    return 'ok'\n",
    },
  },
  {
    name: 'kwargs filter',
    kinds: [],
    files: {
      'a.py':
        FLASK +
        "from models import User\n@app.route('/')\ndef f():\n    u = User.query.filter_by(name=request.args['n']).first_or_404()\n    return render_template('x.html', u=u)\n",
    },
  },
  {
    name: 'shared dict config',
    kinds: ['command-injection'],
    files: {
      'a.py':
        FLASK +
        "class Runner:\n    def __init__(self, **kw):\n        self.opts = kw\n    def run(self):\n        os.system(self.opts['cmd'])\n@app.route('/')\ndef f():\n    Runner(cmd=request.args['c'], name='x').run()\n    return 'ok'\n",
    },
  },
  {
    name: 'shared dict config other',
    kinds: [],
    files: {
      'a.py':
        FLASK +
        "class Runner:\n    def __init__(self, **kw):\n        self.opts = kw\n    def run(self):\n        os.system(self.opts['name'])\n@app.route('/')\ndef f():\n    Runner(cmd=request.args['c'], name='x').run()\n    return 'ok'\n",
    },
  },
  {
    name: 'raw body events',
    kinds: ['command-injection'],
    files: {
      'app.js':
        "const http = require('http')\nconst { exec } = require('child_process')\nhttp.createServer((req, res) => { let body = ''; req.on('data', (c) => { body += c }); req.on('end', () => { exec(JSON.parse(body).cmd); res.end() }) })\n",
    },
  },
  {
    name: 'unknown rows in html',
    kinds: [],
    files: {
      'app.js':
        SERVER +
        "const store = require('./store')\napp.get('/x', async (req, res) => { const u = await store.findUser(req.params.id); res.send(`<b>${u.name}</b>`) })\n",
    },
  },
  {
    name: 'mongoose by id',
    kinds: [],
    files: {
      'app.js':
        SERVER +
        "const mongoose = require('mongoose')\nconst User = mongoose.model('User', {})\napp.get('/x/:id', async (req, res) => res.json(await User.findById(req.params.id)))\n",
    },
  },
  {
    name: 'mongoose query from params',
    kinds: [],
    files: {
      'app.js':
        SERVER +
        "const mongoose = require('mongoose')\nconst User = mongoose.model('User', {})\napp.get('/x/:id', async (req, res) => res.json(await User.findOne({ _id: req.params.id })))\n",
    },
  },
  {
    name: 'mongoose query from query',
    kinds: ['nosql-injection'],
    files: {
      'app.js':
        SERVER +
        "const mongoose = require('mongoose')\nconst User = mongoose.model('User', {})\napp.get('/x', async (req, res) => res.json(await User.findOne({ name: req.query.name })))\n",
    },
  },
  {
    name: 'mongoose imported model',
    kinds: ['nosql-injection'],
    files: {
      'app.js':
        SERVER +
        "const User = require('./user')\napp.post('/x', async (req, res) => res.json(await User.findOne({ email: req.body.email })))\n",
      'user.js': "const mongoose = require('mongoose')\nmodule.exports = mongoose.model('User', new mongoose.Schema({}))\n",
    },
  },
  {
    name: 'sequelize where',
    kinds: [],
    files: {
      'app.js':
        SERVER +
        "const { Sequelize, DataTypes } = require('sequelize')\nconst s = new Sequelize('x')\nconst User = s.define('u', {})\napp.get('/x', async (req, res) => res.json(await User.findOne({ where: { email: req.body.email } })))\n",
    },
  },
  {
    name: 'prisma where',
    kinds: [],
    files: {
      'app.js':
        SERVER +
        "const { PrismaClient } = require('@prisma/client')\nconst p = new PrismaClient()\napp.get('/x', async (req, res) => res.json(await p.user.findFirst({ where: { email: req.body.email } })))\n",
    },
  },
  {
    name: 'repository findOne unknown',
    kinds: [],
    files: {
      'app.js':
        SERVER +
        "const { repo } = require('./repo')\napp.get('/x', async (req, res) => res.json(await repo.findOne({ where: { email: String(req.body.email) } })))\n",
    },
  },
  {
    name: 'hono validator before the handler',
    kinds: ['sql-injection'],
    files: {
      'app.ts':
        "import { Hono } from 'hono'\nimport { zValidator } from '@hono/zod-validator'\nimport { z } from 'zod'\nimport pg from 'pg'\nconst pool = new pg.Pool()\nexport const app = new Hono()\napp.post('/x', zValidator('json', z.object({ name: z.string(), id: z.number() })), async (c) => {\n  const { name } = c.req.valid('json')\n  return c.json(await pool.query(`SELECT * FROM t WHERE a = '${name}'`))\n})\n",
    },
  },
  {
    name: 'hono validator that narrows',
    kinds: [],
    files: {
      'app.ts':
        "import { Hono } from 'hono'\nimport { zValidator } from '@hono/zod-validator'\nimport { z } from 'zod'\nimport pg from 'pg'\nconst pool = new pg.Pool()\nexport const app = new Hono()\napp.post('/x', zValidator('json', z.object({ name: z.enum(['a', 'b']), id: z.number() })), async (c) => {\n  const { name, id } = c.req.valid('json')\n  return c.json(await pool.query(`SELECT ${name} FROM t WHERE a = ${id}`))\n})\n",
    },
  },
  {
    name: 'hono validator function',
    kinds: ['command-injection'],
    files: {
      'app.ts':
        "import { Hono } from 'hono'\nimport { validator } from 'hono/validator'\nimport { execSync } from 'node:child_process'\nexport const app = new Hono()\napp.get('/x', validator('query', (value) => ({ host: value.host })), (c) => c.text(execSync(`dig ${c.req.valid('query').host}`).toString()))\n",
    },
  },
  {
    name: 'trpc procedure',
    kinds: ['sql-injection'],
    files: {
      'trpc.ts':
        "import { initTRPC } from '@trpc/server'\nconst t = initTRPC.context().create()\nexport const publicProcedure = t.procedure\nexport const router = t.router\n",
      'app.ts':
        "import { z } from 'zod'\nimport pg from 'pg'\nimport { publicProcedure, router } from './trpc'\nconst pool = new pg.Pool()\nexport const app = router({ find: publicProcedure.input(z.object({ name: z.string() })).query(({ input }) => pool.query(`SELECT * FROM t WHERE a = '${input.name}'`)) })\n",
    },
  },
  {
    name: 'trpc procedure with a narrow input',
    kinds: [],
    files: {
      'app.ts':
        "import { initTRPC } from '@trpc/server'\nimport { z } from 'zod'\nimport pg from 'pg'\nconst pool = new pg.Pool()\nconst t = initTRPC.create()\nexport const app = t.router({ find: t.procedure.input(z.object({ id: z.number(), by: z.enum(['a', 'b']) })).query(({ input }) => pool.query(`SELECT * FROM t WHERE a = ${input.id} ORDER BY ${input.by}`)) })\n",
    },
  },
  {
    name: 'server action of a module',
    kinds: ['sql-injection'],
    files: {
      'actions.ts':
        "'use server'\nimport pg from 'pg'\nconst pool = new pg.Pool()\nexport async function save(data: FormData) {\n  await pool.query(`INSERT INTO t VALUES ('${data.get('name')}')`)\n}\n",
    },
  },
  {
    name: 'server action of its own',
    kinds: ['command-injection'],
    files: {
      'page.tsx':
        "import { execSync } from 'node:child_process'\nexport default function Page() {\n  async function run(data: FormData) {\n    'use server'\n    execSync(`dig ${data.get('host')}`)\n  }\n  return <form action={run} />\n}\n",
    },
  },
  {
    name: 'exported function of a module that is no server action',
    kinds: [],
    files: {
      'actions.ts':
        "import pg from 'pg'\nconst pool = new pg.Pool()\nexport async function save(data: FormData) {\n  await pool.query(`INSERT INTO t VALUES ('${data.get('name')}')`)\n}\n",
    },
  },
  {
    name: 'typeorm builder in steps',
    kinds: ['sql-injection'],
    files: {
      'cars.service.ts':
        "import { Repository } from 'typeorm'\nimport { Car } from './car'\nexport class Cars {\n  constructor(private readonly cars: Repository<Car>) {}\n  find(brand: string) {\n    const query = this.cars.createQueryBuilder('car').where('car.sold = false')\n    query.andWhere(`car.brand = '${brand}'`)\n    return query.take(5).getMany()\n  }\n}\n",
      'cars.controller.ts':
        "import { Controller, Get, Query } from '@nestjs/common'\nimport { Cars } from './cars.service'\n@Controller('cars')\nexport class CarsController {\n  constructor(private readonly cars: Cars) {}\n  @Get() index(@Query('brand') brand: string) {\n    return this.cars.find(brand)\n  }\n}\n",
    },
  },
  {
    name: 'axios of the nest client',
    kinds: ['ssrf'],
    files: {
      'feeds.controller.ts':
        "import { Body, Controller, Post } from '@nestjs/common'\nimport { HttpService } from '@nestjs/axios'\n@Controller('feeds')\nexport class Feeds {\n  constructor(private readonly http: HttpService) {}\n  @Post() async add(@Body('url') url: string) {\n    const { data } = await this.http.axiosRef.get(url)\n    return { size: data.length }\n  }\n}\n",
    },
  },
  {
    name: 'class view of flask with a parameter of its path',
    kinds: ['sql-injection'],
    files: {
      'app.py':
        "from flask import Flask\nfrom views import Items\napp = Flask(__name__)\napp.add_url_rule('/items/<name>', view_func=Items.as_view('items'))\n",
      'views.py':
        "import sqlite3\nfrom flask.views import MethodView\nclass Items(MethodView):\n    def get(self, name):\n        db = sqlite3.connect('x.db')\n        return {'n': len(db.execute(\"SELECT 1 FROM t WHERE n = '%s'\" % name).fetchall())}\n",
    },
  },
  {
    name: 'class view of flask with a number in its path',
    kinds: [],
    files: {
      'app.py':
        "from flask import Flask\nfrom views import Items\napp = Flask(__name__)\napp.add_url_rule('/items/<int:number>', view_func=Items.as_view('items'))\n",
      'views.py':
        'import sqlite3\nfrom flask.views import MethodView\nclass Items(MethodView):\n    def get(self, number):\n        db = sqlite3.connect(\'x.db\')\n        return {"n": len(db.execute("SELECT 1 FROM t WHERE n = %s" % number).fetchall())}\n',
    },
  },
  {
    name: 'background task of a library function',
    kinds: ['command-injection'],
    files: {
      'app.py':
        "import os\nfrom fastapi import FastAPI, BackgroundTasks\napp = FastAPI()\n@app.post('/x')\nasync def x(name: str, tasks: BackgroundTasks):\n    tasks.add_task(os.system, f'notify {name}')\n    return {}\n",
    },
  },
  {
    name: 'library function in the executor of the loop',
    kinds: ['command-injection'],
    files: {
      'app.py':
        "import asyncio, os\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.post('/x')\nasync def x(name: str):\n    await asyncio.get_running_loop().run_in_executor(None, os.system, f'notify {name}')\n    return {}\n",
    },
  },
  {
    name: 'redirect inside the service by its own host',
    kinds: [],
    files: {
      'app.py':
        FLASK +
        "from urllib.parse import urljoin, urlparse\ndef is_ours(target):\n    here, there = urlparse(request.host_url), urlparse(urljoin(request.host_url, target))\n    return there.scheme in ('http', 'https') and here.netloc == there.netloc\n@app.get('/x')\ndef x():\n    target = request.args.get('next')\n    if not is_ours(target):\n        return 'no', 400\n    return redirect(target)\n",
    },
  },
  {
    name: 'redirect after a comparison of the scheme',
    kinds: ['open-redirect'],
    files: {
      'app.py':
        FLASK +
        "from urllib.parse import urljoin, urlparse\n@app.get('/x')\ndef x():\n    target = request.args.get('next')\n    if urlparse(target).scheme == urlparse(request.host_url).scheme:\n        return redirect(target)\n    return 'no', 400\n",
    },
  },
  {
    name: 'request for the host by which the service was asked',
    kinds: ['ssrf'],
    files: {
      'app.py':
        FLASK +
        "import requests\nfrom urllib.parse import urlparse\n@app.get('/x')\ndef x():\n    target = request.args.get('url')\n    if urlparse(target).netloc != request.host:\n        return 'no', 400\n    return {'size': len(requests.get(target, timeout=3).content)}\n",
    },
  },
  {
    name: 'numbers by reference',
    kinds: [],
    files: {
      'app.js':
        EXPRESS +
        "app.get('/x', async (req, res) => { const ids = req.query.ids.split(',').map(Number).filter(Number.isInteger); res.json(await db.query(`SELECT 1 FROM t WHERE id IN (${ids.join(',')})`)) })\n",
    },
  },
  {
    name: 'decoded by reference',
    kinds: ['sql-injection'],
    files: {
      'app.js':
        EXPRESS +
        "app.get('/x', async (req, res) => { const ids = req.query.ids.split(',').map(decodeURIComponent); res.json(await db.query(`SELECT 1 FROM t WHERE id IN (${ids.join(',')})`)) })\n",
    },
  },
  {
    name: 'view chosen by the client',
    kinds: ['path-traversal'],
    files: { 'app.js': `${SERVER}app.get('/x', (req, res) => res.render(req.query.view, { a: 1 }))\n` },
  },
  {
    name: 'view chosen from a list',
    kinds: [],
    files: {
      'app.js': `${SERVER}app.get('/x', (req, res) => res.render(['a', 'b'].includes(req.query.view) ? req.query.view : 'a', { a: 1 }))\n`,
    },
  },
  {
    name: 'header in a log',
    kinds: [],
    files: {
      'app.py':
        FLASK +
        "import logging\nlog = logging.getLogger('x')\n@app.get('/x')\ndef x():\n    log.info('from %s', request.headers.get('X-From'))\n    return ''\n",
    },
  },
  {
    name: 'decoded header in a log',
    kinds: ['log-injection'],
    files: {
      'app.py':
        FLASK +
        "import logging\nfrom urllib.parse import unquote\nlog = logging.getLogger('x')\n@app.get('/x')\ndef x():\n    log.info('from %s', unquote(request.headers.get('X-From')))\n    return ''\n",
    },
  },
]
