import type { Case } from './python-cases.ts'

/** Small programs in the shape of each framework: what they have, sorted; empty for the safe ones. */
export const FRAMEWORK_CASES: readonly Case[] = [
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
]
