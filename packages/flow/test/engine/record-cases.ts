import type { Case } from './python-cases.ts'

const MODELS = `import markdown, nh3\nfrom django.contrib import admin\nfrom django.db import models\nfrom django.utils.html import format_html\nfrom django.utils.safestring import mark_safe\n`
const row = (method: string, more = ''): string =>
  `${MODELS}class Event(models.Model):\n    body = models.TextField()\n    kind = models.CharField(max_length=9, choices=[('a', 'A')])\n    count = models.IntegerField()\n${more}    @property\n    def html(self):\n        return ${method}\n`
const one = (name: string, kinds: Case['kinds'], text: string): Case => ({ name, kinds, files: { 'models.py': text } })
const archive = (source: string, filter: string): string =>
  `import tarfile\ndef unpack(theme):\n    with tarfile.open(${source}) as archive:\n        archive.extractall('/srv', members=archive.getmembers(), filter='${filter}')\n`

/** Rows that make markup of what they hold, and archives that were stored. */
export const RECORD_CASES: readonly Case[] = [
  one('a text of a row', ['stored-xss'], row('mark_safe(self.body)')),
  one('a text of a row as Markdown', ['stored-xss'], row('mark_safe(markdown.markdown(self.body))')),
  one('a cleaned text', [], row('mark_safe(nh3.clean(markdown.markdown(self.body)))')),
  one('an escaped text', [], row("format_html('<b>{}</b>', self.body)")),
  one('a number and a choice', [], row("mark_safe(f'<b>{self.count}</b>{self.kind}')")),
  one(
    'a text that is cleaned before it is stored',
    [],
    row(
      'mark_safe(self.body)',
      '    def save(self, *args, **kwargs):\n        self.body = nh3.clean(self.body)\n        super().save(*args, **kwargs)\n',
    ),
  ),
  one(
    'a column of the administration',
    ['stored-xss'],
    `${MODELS}class EventAdmin(admin.ModelAdmin):\n    def show(self, event):\n        return mark_safe('<b>' + event.body + '</b>')\n`,
  ),
  one('an archive that is trusted with everything', ['path-traversal'], archive('fileobj=theme.file', 'fully_trusted')),
  one('an archive of data', [], archive('fileobj=theme.file', 'data')),
  one('an archive of our own', [], archive("'assets.tgz'", 'fully_trusted')),
]

const layered = (declared: string, statement: string): string =>
  `import sqlite3\nfrom abc import ABC, abstractmethod\nfrom typing import Protocol\nfrom fastapi import Depends, FastAPI\nfrom factory import make\napp = FastAPI()\n${declared}class SqlStore:\n    def __init__(self):\n        self.db = sqlite3.connect('x')\n    def find(self, name):\n        return self.db.execute(${statement})\ndef store() -> Store:\n    return make()\n@app.get('/f')\ndef find(name: str, kept: Store = Depends(store)):\n    return kept.find(name)\n`
const PROTOCOL = 'class Store(Protocol):\n    def find(self, name: str) -> list: ...\n'
const ABSTRACT = 'class Store(ABC):\n    @abstractmethod\n    def find(self, name: str) -> list:\n        pass\n'
const task = (call: string): string =>
  `import os\nfrom celery import Celery\nfrom flask import Flask, request\napp = Flask(__name__)\nworker = Celery('shop')\n@worker.task(bind=True, name='shop.zip')\ndef zip(self, name):\n    os.system('zip ' + name)\n@app.post('/z')\ndef z():\n    ${call}\n    return {}\n`

const stored = (key: string, more: string): string =>
  `import sqlite3\nfrom aiohttp import web\nroutes = web.RouteTableDef()\nclass Kept:\n    def find(self, name):\n        return sqlite3.connect('x').execute(f"SELECT * FROM t WHERE n = '{name}'")\nKEY = web.AppKey('kept', Kept)\n${more}@routes.get('/f')\nasync def find(request):\n    request.app[${key}].find(request.query['n'])\n    return web.json_response({})\n`

/** Methods behind declarations, and tasks by their ways of being called. */
export const LAYER_CASES: readonly Case[] = [
  one('behind a protocol', ['sql-injection'], layered(PROTOCOL, `f"SELECT * FROM t WHERE n = '{name}'"`)),
  one('behind a protocol, bound', [], layered(PROTOCOL, "'SELECT * FROM t WHERE n = ?', (name,)")),
  one(
    'behind an abstract class',
    ['sql-injection'],
    layered(ABSTRACT, `f"SELECT * FROM t WHERE n = '{name}'"`).replace('class SqlStore:', 'class SqlStore(Store):'),
  ),
  one('a task at once', ['command-injection'], task("zip.delay(request.form['n'])")),
  one('a task with a list of arguments', ['command-injection'], task("zip.apply_async(args=[request.form['n']], countdown=3)")),
  one('a task of a number', [], task("zip.delay(int(request.form['n']))")),
  one('an object of the application by its key', ['sql-injection'], stored('KEY', '')),
  one('an object of the application by its name', ['sql-injection'], stored("'kept'", "async def start(app):\n    app['kept'] = Kept()\n")),
  one('an object that nobody put there', [], stored("'other'", '')),
]
