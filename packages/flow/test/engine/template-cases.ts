import type { Case } from './python-cases.ts'

const DJANGO = `from django.db import models\nfrom django.shortcuts import render\nfrom django.urls import path\nclass Comment(models.Model):\n    body = models.TextField()\n`
const FLASK = `import sqlite3\nimport bleach\nfrom flask import Flask, render_template, request\napp = Flask(__name__)\n`
const EXPRESS = `import express from 'express'\nimport pg from 'pg'\nimport DOMPurify from 'isomorphic-dompurify'\nconst app = express()\nconst db = new pg.Pool()\n`

const listed = (name: string, kinds: Case['kinds'], template: string, file = 'shop/templates/shop/list.html'): Case => ({
  name: `django: ${name}`,
  kinds,
  files: {
    'shop/views.py': `${DJANGO}def show(request):\n    return render(request, 'shop/list.html', {'comments': Comment.objects.all(), 'total': 3})\nurlpatterns = [path('c', show)]\n`,
    [file]: template,
  },
})
const searched = (name: string, kinds: Case['kinds'], template: string, value = "request.args.get('q')"): Case => ({
  name: `flask: ${name}`,
  kinds,
  files: {
    'app.py': `${FLASK}@app.get('/s')\ndef s():\n    return render_template('search.html', q=${value}, title='Search')\n`,
    'templates/search.html': template,
  },
})
const page = (name: string, kinds: Case['kinds'], suffix: string, template: string, more: Readonly<Record<string, string>> = {}): Case => ({
  name: `express: ${name}`,
  kinds,
  files: {
    'app.js': `${EXPRESS}app.get('/r', async (req, res) => {\n  const { rows } = await db.query('SELECT author, body FROM reviews')\n  res.render('reviews', { reviews: rows, q: req.query.q, clean: DOMPurify.sanitize(req.query.q), page: Number(req.query.page) })\n})\n`,
    [`views/reviews.${suffix}`]: template,
    ...more,
  },
})

const handed = (name: string, kinds: Case['kinds'], template: string): Case => ({
  name: `aiohttp, through a function: ${name}`,
  kinds,
  files: {
    'app.py': `import jinja2\nfrom aiohttp import web\nPAGES = jinja2.Environment(loader=jinja2.FileSystemLoader('templates'), autoescape=True)\ndef page(name, **values):\n    return web.Response(text=PAGES.get_template(name).render(**values), content_type='text/html')\nasync def show(request):\n    return page('show.html', term=request.query.get('q', ''), size=int(request.query.get('n', 1)))\napp = web.Application()\napp.router.add_get('/', show)\n`,
    'templates/show.html': template,
  },
})

const viewed = (name: string, kinds: Case['kinds'], base: string, body: string, template: string, file = 'comments'): Case => ({
  name: `django view: ${name}`,
  kinds,
  files: {
    'shop/views.py': `${DJANGO}from django.utils.html import escape\nfrom django.views.generic import DetailView, ListView, TemplateView\nclass Shown(${base}):\n${body}urlpatterns = [path('c', Shown.as_view())]\n`,
    [`shop/templates/shop/${file}.html`]: template,
  },
})
const decorated = (name: string, kinds: Case['kinds'], template: string): Case => ({
  name,
  kinds,
  files: {
    'app.py': `import aiohttp_jinja2\nfrom aiohttp import web\nroutes = web.RouteTableDef()\n@routes.get('/s')\n@aiohttp_jinja2.template('s.html')\nasync def s(request):\n    return {'q': request.query['q']}\n`,
    'templates/s.html': template,
  },
})
const nest = (name: string, kinds: Case['kinds'], template: string): Case => ({
  name: `nest: ${name}`,
  kinds,
  files: {
    'src/s.controller.ts': `import { Controller, Get, Query, Render } from '@nestjs/common'\n@Controller('s')\nexport class S {\n  @Get()\n  @Render('s')\n  show(@Query('q') q: string) {\n    return { q }\n  }\n}\n`,
    'views/s.hbs': template,
  },
})
const laidOut = (name: string, kinds: Case['kinds'], layout: string, call: string, more: Readonly<Record<string, string>> = {}): Case => ({
  name: `layout: ${name}`,
  kinds,
  files: {
    'app.js': `import express from 'express'\nimport { flash } from './flash.js'\nimport { router } from './pages.js'\nconst app = express()\napp.use(flash)\napp.use(router)\n`,
    'flash.js': `export function flash(req, res, next) {\n  res.locals.notice = req.query.notice\n  res.locals.page = Number(req.query.page)\n  Object.assign(res.locals, { level: req.query.level })\n  next()\n}\n`,
    'pages.js': `import { Router } from 'express'\nexport const router = Router()\nrouter.get('/', (req, res) => ${call})\n`,
    'views/home.hbs': '<h1>{{title}}</h1>',
    'views/layouts/main.hbs': layout,
    ...more,
  },
})
const tornado = (name: string, kinds: Case['kinds'], template: string): Case => ({
  name: `tornado: ${name}`,
  kinds,
  files: {
    'app.py': `import tornado.web\nclass S(tornado.web.RequestHandler):\n    def get(self):\n        self.render('s.html', q=self.get_argument('q'))\napp = tornado.web.Application([('/s', S)])\n`,
    'templates/s.html': template,
  },
})

const guessed = (name: string, kinds: Case['kinds'], read: string, answer: string): Case => ({
  name: `rows of a database that is not there: ${name}`,
  kinds,
  files: {
    'app.js': `import { Router } from 'express'\nimport { db } from './db.js'\nexport const r = Router()\nr.get('/t', async (req, res) => {\n  const row = ${read}\n  ${answer}\n})\n`,
    'views/t.hbs': '<h1>{{{row.motto}}}</h1>{{row.name}}',
  },
})

/** Values that the code gives to template files, and what the files do with them. */
export const TEMPLATE_CASES: readonly Case[] = [
  handed('an attribute without quotes', ['xss'], '<input name="q" value={{ term }}>'),
  handed('an attribute with quotes', [], '<input name=q value="{{ term }}">'),
  handed('a number in an attribute without quotes', [], '<input name="n" value={{ size }}>'),
  handed('a text behind attributes without quotes', [], '<b class=word>{{ term }}</b>'),
  handed('a text that is marked as safe', ['xss'], '<p>{{ term | safe }}</p>'),
  handed('a text', [], '<p>{{ term }}</p>'),
  listed('a row marked as safe', ['stored-xss'], '<ul>\n{% for c in comments %}<li>{{ c.body|safe }}</li>{% endfor %}</ul>'),
  listed('a row as it comes', [], '{% for c in comments %}{{ c.body }}{% endfor %}'),
  listed('escaping switched off', ['stored-xss'], '{% autoescape off %}{% for c in comments %}{{ c.body }}{% endfor %}{% endautoescape %}'),
  listed(
    'escaped although it is switched off',
    [],
    '{% autoescape off %}{% for c in comments %}{{ c.body|escape }}{% endfor %}{% endautoescape %}',
  ),
  listed('switched off elsewhere', [], '{% autoescape off %}{{ total }}{% endautoescape %}{% for c in comments %}{{ c.body }}{% endfor %}'),
  listed('a filter that escapes first', [], '{% for c in comments %}{{ c.body|linebreaks|safe }}{% endfor %}'),
  listed('marked before the filter', ['stored-xss'], '{% for c in comments %}{{ c.body|safe|linebreaks }}{% endfor %}'),
  listed('a filter of the application', [], '{% for c in comments %}{{ c.body|cleaned|safe }}{% endfor %}'),
  listed('a comment', [], '{# {{ comments.0.body|safe }} #}{% comment %}{{ comments.0.body|safe }}{% endcomment %}'),
  listed('the number of a row', [], '{% for c in comments %}{{ c.id|safe }}{% endfor %}'),
  listed('a constant', [], '{{ total|safe }}'),
  listed(
    'the name of the loop elsewhere',
    [],
    '{% for c in others %}{{ c.body|safe }}{% endfor %}{% for c in comments %}{{ c.body }}{% endfor %}',
  ),
  listed('another template', [], '{% for c in comments %}{{ c.body|safe }}{% endfor %}', 'blog/templates/blog/list.html'),
  {
    ...listed(
      'in an included template',
      ['stored-xss'],
      '{% for c in comments %}{% include "shop/one.html" with text=c.body %}{% endfor %}',
    ),
    files: {
      ...listed('', [], '{% for c in comments %}{% include "shop/one.html" with text=c.body %}{% endfor %}').files,
      'shop/templates/shop/one.html': '<p>{{ text|safe }}</p>',
    },
  },
  searched('a value of the query', ['xss'], '<h1>{{ title }}</h1>\n{{ q|safe }}'),
  searched('escaped by hand', [], '{{ q|e|safe }}'),
  searched('another name', [], '{{ title|safe }}'),
  searched('a part of it', ['xss'], "{{ ('Results for ' ~ q)|safe }}"),
  searched('through a name of the template', ['xss'], '{% set shown = q %}{{ shown|safe }}'),
  searched('only what decides', [], "{{ ('yes' if q else 'no')|safe }}"),
  searched('cleaned in the code', [], '{{ q|safe }}', "bleach.clean(request.args.get('q'))"),
  searched('a number', [], '{{ q|safe }}', "int(request.args.get('q'))"),
  searched('not read as a template', [], '{% raw %}{{ q|safe }}{% endraw %}'),
  {
    name: 'jinja: a template that is got first',
    kinds: ['xss'],
    files: {
      'app.py': `from flask import Flask, request\nfrom jinja2 import Environment, PackageLoader\nenv = Environment(loader=PackageLoader('app'), autoescape=True)\napp = Flask(__name__)\n@app.get('/s')\ndef s():\n    return env.get_template('s.j2').render(q=request.args['q'])\n`,
      'templates/s.j2': '{{ q | safe }}',
    },
  },
  viewed(
    'rows of a list',
    ['stored-xss'],
    'ListView',
    "    model = Comment\n    template_name = 'shop/comments.html'\n",
    '{% for c in object_list %}{{ c.body|safe }}{% endfor %}',
  ),
  viewed(
    'rows of a list, escaped',
    [],
    'ListView',
    "    model = Comment\n    template_name = 'shop/comments.html'\n",
    '{% for c in object_list %}{{ c.body }}{% endfor %}',
  ),
  viewed(
    'rows under a name',
    ['stored-xss'],
    'ListView',
    "    model = Comment\n    template_name = 'shop/comments.html'\n    context_object_name = 'shown'\n",
    '{% for c in shown %}{{ c.body|safe }}{% endfor %}',
  ),
  viewed(
    'a name that it does not give',
    [],
    'ListView',
    "    model = Comment\n    template_name = 'shop/comments.html'\n",
    '{{ banner|safe }}{% for c in object_list %}{{ c.pk|safe }}{% endfor %}',
  ),
  viewed('the template of its model', ['stored-xss'], 'DetailView', '    model = Comment\n', '{{ comment.body|safe }}', 'comment_detail'),
  viewed(
    'its own context',
    ['xss'],
    'TemplateView',
    "    template_name = 'shop/comments.html'\n    def get_context_data(self, **kwargs):\n        context = super().get_context_data(**kwargs)\n        context['q'] = self.request.GET.get('q', '')\n        return context\n",
    '{{ q|safe }}',
  ),
  viewed(
    'its own context, cleaned',
    [],
    'TemplateView',
    "    template_name = 'shop/comments.html'\n    def get_context_data(self, **kwargs):\n        context = super().get_context_data(**kwargs)\n        context['q'] = escape(self.request.GET.get('q', ''))\n        return context\n",
    '{{ q|safe }}',
  ),
  decorated('aiohttp: what a handler returns', ['xss'], '{{ q|safe }}'),
  decorated('aiohttp: what a handler returns, escaped', [], '{{ q }}'),
  nest('what a handler returns', ['xss'], '{{{q}}}'),
  nest('what a handler returns, escaped', [], '{{q}}'),
  tornado('a raw value', ['xss'], '<p>{% raw q %}</p>'),
  tornado('escaping switched off', ['xss'], '{% autoescape None %}<p>{{ q }}</p>'),
  tornado('an escaped value', [], '<p>{{ q }}</p>'),
  page('EJS, unescaped', ['stored-xss'], 'ejs', '<% reviews.forEach((r) => { %>\n<p><%- r.body %></p>\n<% }) %>'),
  page('EJS, escaped', [], 'ejs', '<% reviews.forEach((r) => { %><p><%= r.body %></p><% }) %>'),
  page('EJS, a value of the query', ['xss'], 'ejs', '<%- q %>'),
  page('EJS, a part that is always the same', [], 'ejs', "<%- q ? '<b>found</b>' : '' %><%- page %>"),
  page('EJS, cleaned', [], 'ejs', '<%- clean %><%- sanitize(q) %>'),
  page('EJS, a list made into text', ['stored-xss'], 'ejs', "<%- reviews.map((r) => `<li>${r.body}</li>`).join('') %>"),
  page('EJS, JSON in a script', ['xss'], 'ejs', '<script>const q = <%- JSON.stringify(q) %></script>'),
  page('EJS, JSON that cannot end a script', [], 'ejs', "<script>const q = <%- JSON.stringify(q).replace(/</g, '\\\\u003c') %></script>"),
  page('EJS, a partial', ['stored-xss'], 'ejs', "<% for (const r of reviews) { %><%- include('partials/one', { text: r.body }) %><% } %>", {
    'views/partials/one.ejs': '<p><%- text %></p>',
  }),
  page(
    'EJS, a partial that escapes',
    [],
    'ejs',
    "<% for (const r of reviews) { %><%- include('partials/one', { text: r.body }) %><% } %>",
    {
      'views/partials/one.ejs': '<p><%= text %></p>',
    },
  ),
  laidOut('what middleware has left', ['xss'], '<p>{{{notice}}}</p>{{{body}}}', "res.render('home')"),
  laidOut('several values left at once', ['xss'], '<p>{{{level}}}</p>{{{body}}}', "res.render('home', {})"),
  laidOut('a number left', [], '<p>{{{page}}}</p><p>{{notice}}</p>{{{body}}}', "res.render('home')"),
  laidOut('a value of the page', ['xss'], '<title>{{{title}}}</title>{{{body}}}', "res.render('home', { title: req.query.title })"),
  laidOut('the page itself', [], '{{{body}}}', "res.render('home', { body: req.query.text })"),
  laidOut('a page without one', [], '{{{title}}}{{{body}}}', "res.render('home', { title: req.query.title, layout: false })"),
  laidOut('another one', ['xss'], '{{{body}}}', "res.render('home', { title: req.query.title, layout: 'bare' })", {
    'views/layouts/bare.hbs': '{{{title}}}{{{body}}}',
  }),
  page('Pug, unescaped', ['stored-xss'], 'pug', 'ul\n  each r in reviews\n    li!= r.body'),
  page('Pug, escaped', [], 'pug', 'ul\n  each r in reviews\n    li= r.body\n  if q != page\n    p #{q}'),
  page('Pug, within a text', ['xss'], 'pug', 'p You searched for !{q}'),
  page('Pug, cleaned', [], 'pug', 'p!= clean\np!= page'),
  page('Pug, a comment', [], 'pug', '//- p!= q'),
  page('Pug, line breaks that become markup', ['stored-xss'], 'pug', "each r in reviews\n  p!= r.body.replace(/\\n/g, '<br>')"),
  page('Pug, markup taken out', [], 'pug', "each r in reviews\n  p!= r.body.replace(/[<&]/g, '')"),
  page('EJS, line breaks that become markup', ['xss'], 'ejs', "<%- q.split('\\n').join('<br>').replaceAll('\\t', '<i></i>') %>"),
  page('EJS, angle brackets replaced', [], 'ejs', "<%- q.replaceAll('<', '&lt;') %>"),
  page('Handlebars, three braces', ['stored-xss'], 'hbs', '{{#each reviews}}<p>{{{body}}}</p>{{/each}}'),
  page('Handlebars, two braces', [], 'hbs', '{{#each reviews}}<p>{{body}}</p>{{/each}}'),
  page('Handlebars, this', ['stored-xss'], 'handlebars', '{{#each reviews}}<p>{{{this.body}}}</p>{{/each}}'),
  page('Handlebars, a name for the item', ['stored-xss'], 'hbs', '{{#each reviews as |r|}}<p>{{{r.body}}}</p>{{/each}}'),
  page('Handlebars, out of the loop', ['xss'], 'hbs', '{{#each reviews}}{{#if author}}{{{../q}}}{{/if}}{{/each}}'),
  page('Handlebars, another name in the loop', [], 'hbs', '{{#each reviews}}{{{id}}}{{/each}}{{{clean}}}{{{page}}}'),
  page('Handlebars, a helper', [], 'hbs', '{{{cleaned q}}}'),
  page('Handlebars, a partial', ['stored-xss'], 'hbs', '{{#each reviews}}{{> one}}{{/each}}', {
    'views/partials/one.hbs': '<p>{{{body}}}</p>',
  }),
  page('Mustache, a section', ['stored-xss'], 'mustache', '{{#reviews}}<p>{{& body}}</p>{{/reviews}}'),
  page('Mustache, a name from outside', ['xss'], 'mustache', '{{#page}}<p>{{{q}}}</p>{{/page}}'),
  page('Mustache, escaped', [], 'mustache', '{{#reviews}}<p>{{body}}</p>{{/reviews}}{{q}}'),
  page('Nunjucks, marked as safe', ['xss'], 'njk', '{{ q | safe }}'),
  page('Nunjucks, as it comes', [], 'njk', '{{ q }}{{ clean | safe }}'),
  guessed('of an object mapper', ['stored-xss'], 'await db.team.findUnique({ where: { id: 1 } })', "res.render('t', { row })"),
  guessed('of a query builder', ['stored-xss'], "await db('teams').where({ id: 1 }).first()", "res.render('t', { row })"),
  guessed('of a query', ['stored-xss'], "(await db.query('SELECT name, motto FROM teams')).rows[0]", "res.render('t', { row })"),
  guessed('written into HTML', ['stored-xss'], "(await db.query('SELECT name, motto FROM teams')).rows[0]", "res.send('<p>' + row.motto)"),
  guessed('its number', [], 'await db.team.findUnique({ where: { id: 1 } })', "res.send('<p>' + row.id)"),
  guessed('sent as JSON', [], 'await db.team.findMany({ take: 9 })', 'res.send(row)'),
  guessed('a query that writes', [], "await db.query('UPDATE teams SET name = 1')", "res.render('t', { row })"),
  guessed('something else', [], "await db.find('teams')", "res.render('t', { row })"),
  ...(['rows', 'rows[0]'] as const).map((sent) => ({
    name: `express: ${sent} sent as JSON`,
    kinds: [],
    files: {
      'app.js': `${EXPRESS}app.get('/r', async (req, res) => {\n  const { rows } = await db.query('SELECT author, body FROM reviews')\n  res.send(${sent})\n})\n`,
    },
  })),
  ...(
    [
      ['a type that is chosen elsewhere', [], "Response(request.args['q'], mimetype=type_of(request.path))"],
      ['a type that is HTML', ['xss'], "Response(request.args['q'], mimetype='text/html')"],
      ['markup that is read as text', [], "jsonify(Markup(request.args['q']).striptags())"],
      ['markup that stays', ['xss'], "str(Markup(request.args['q']))"],
    ] as const
  ).map(([name, kinds, answer]) => ({
    name: `flask: ${name}`,
    kinds,
    files: {
      'app.py': `from flask import Flask, Response, jsonify, request\nfrom markupsafe import Markup\nfrom types_of import type_of\napp = Flask(__name__)\n@app.get('/s')\ndef s():\n    return ${answer}\n`,
    },
  })),
  ...(
    [
      ['the query as an address has it', [], 'request.GET.copy().urlencode()'],
      ['the query as it is', ['xss'], "request.GET['q']"],
      ['the label of a choice', [], 'Comment.objects.get(id=1).get_state_display()'],
      ['a column', ['stored-xss'], 'Comment.objects.get(id=1).body'],
    ] as const
  ).map(([name, kinds, value]) => ({
    name: `django: marked as safe, ${name}`,
    kinds,
    files: {
      'shop/views.py': `${DJANGO}from django.http import JsonResponse\nfrom django.utils.safestring import mark_safe\ndef show(request):\n    return JsonResponse({'a': mark_safe('<a href="?%s">' % ${value})})\nurlpatterns = [path('c', show)]\n`,
    },
  })),
  ...(
    [
      ['a type that is set before', [], 'kind_of(self.request.path)'],
      ['HTML, set before', ['xss'], "'text/html'"],
    ] as const
  ).map(([name, kinds, type]) => ({
    name: `tornado: ${name}`,
    kinds,
    files: {
      'app.py': `from kinds import kind_of\nfrom tornado.web import Application, RequestHandler\nclass Base(RequestHandler):\n    def finish(self, *args, **kwargs):\n        self.set_header('Content-Type', ${type})\n        return super().finish(*args, **kwargs)\nclass Page(Base):\n    def get(self):\n        self.finish('<b>' + self.get_argument('q'))\napp = Application([('/p', Page)])\n`,
    },
  })),
  {
    name: 'express: something with fields is sent as JSON',
    kinds: [],
    files: {
      'app.js': `${EXPRESS}import { clone, known } from 'known-tiles'\napp.get('/r', (req, res) => {\n  const info = clone(known)\n  info.at = 'https://' + req.get('host')\n  res.send(info)\n})\n`,
    },
  },
  ...(
    [
      ['an ending in which Flask does not escape', ['xss'], 'found.j2', '<p>{{ q }}</p>', ''],
      ['an ending in which Flask escapes', [], 'found.html', '<p>{{ q }}</p>', ''],
      ['a text, which has no markup', [], 'found.j2', 'Found: {{ q }}', ''],
      ['any ending, where the application says so', [], 'found.j2', '<p>{{ q }}</p>', 'app.select_jinja_autoescape = lambda name: True\n'],
      ['an ending, escaped in the template', [], 'found.j2', '{% autoescape true %}<p>{{ q }}</p>{% endautoescape %}', ''],
    ] as const
  ).map(([name, kinds, file, template, more]) => ({
    name: `flask: ${name}`,
    kinds,
    files: {
      'app.py': `${FLASK}${more}@app.get('/s')\ndef s():\n    return render_template('${file}', q=request.args.get('q'))\n`,
      [`templates/${file}`]: template,
    },
  })),
  ...(
    [
      ['marks what it gets as safe', ['xss'], "Markup('<br>'.join(str(value).split('|')))"],
      ['escapes what it gets', [], "Markup('<br>').join(escape(part) for part in str(value).split('|'))"],
      ['gives text', [], 'str(value).upper()'],
    ] as const
  ).map(([name, kinds, made]) => ({
    name: `flask: a filter that ${name}`,
    kinds,
    files: {
      'app.py': `from flask import Blueprint\nfrom markupsafe import Markup, escape\npages = Blueprint('pages', __name__)\n@pages.app_template_filter('lines')\ndef lines(value):\n    return ${made}\n`,
    },
  })),
]
