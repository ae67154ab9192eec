import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const FLASK = `import json\nfrom flask import Flask, make_response, render_template, request\napp = Flask(__name__)\n`
const answered = (after: string): Record<string, string> => ({
  'app.py': `${FLASK}@app.get('/a')\ndef a():\n    response = make_response('hello ' + request.args['a'])\n    ${after}\n    return response\n`,
})
const FILTERS = `import json\nfrom django import template\nfrom django.template.defaultfilters import floatformat\nfrom django.utils.encoding import force_str\nfrom django.utils.html import conditional_escape\nfrom django.utils.safestring import mark_safe\nregister = template.Library()\n`
const filtered = (body: string, parameters = 'value'): Record<string, string> => ({
  'shop/templatetags/shop.py': `${FILTERS}@register.filter\ndef shown(${parameters}):\n${body}`,
})
const TABLE = (keys: string): string =>
  `    return mark_safe(force_str(value).translate(TABLE))\nTABLE = {${keys
    .split('')
    .map((one) => `ord('${one}'): '_'`)
    .join(', ')}}\n`
const ESCAPES = (first: string): string =>
  `    esc = (lambda x: x)\n    if autoescape:\n        esc = ${first}\n    return mark_safe('<b>{}</b>'.format(esc(value)))\n`
const page = (body: string): Record<string, string> => ({
  'app.py': `${FLASK}def render(name, **given):\n    return render_template(name, **given)\n@app.get('/p')\ndef p():\n    context = {'who': request.args['who'], 'login': '/login'}\n    return render('p.html', **context, more='<b></b>')\n`,
  'templates/p.html': body,
})
const row = (field: string): Record<string, string> => ({
  'shop/views.py': `from django.db import models\nfrom django.shortcuts import render\nfrom django.urls import path\nclass Entry(models.Model):\n    body = models.TextField()\n    @property\n    def shown_as(self):\n        return render_entry(self)\ndef show(request):\n    return render(request, 'shop/list.html', {'entries': Entry.objects.all()})\nurlpatterns = [path('c', show)]\n`,
  'shop/templates/shop/list.html': `{% for e in entries %}{{ e.${field}|safe }}{% endfor %}`,
})

it.each<[string, Record<string, string>, string[]]>([
  ['a type that a later line states', answered(`response.headers['Content-Type'] = 'application/json'`), []],
  ['a type that a later line states of the whole', answered(`response.mimetype = 'text/plain'`), []],
  ['another header of a later line', answered(`response.headers['X-Frame-Options'] = 'DENY'`), ['xss high']],
  ['markup that a later line states', answered(`response.headers['Content-Type'] = 'text/html'`), ['xss high']],
  ['a table that exchanges brackets', filtered(TABLE('<>&')), []],
  ['a table that leaves brackets', filtered(TABLE('&=')), ['xss high']],
  ['a filter that escapes unless a template does not', filtered(ESCAPES('conditional_escape'), 'value, autoescape=True'), []],
  ['a filter that never escapes', filtered(ESCAPES('str'), 'value, autoescape=True'), ['xss high']],
  ['a number as text', filtered('    return mark_safe(floatformat(value, 2))\n'), []],
  ['another name of a spread dictionary', page('{{ login|safe }}{{ more|safe }}{{ who }}'), []],
  ['the name of a spread dictionary', page('{{ who|safe }}'), ['xss high']],
  ['a column of a row that nobody in sight writes', row('body'), ['stored-xss low']],
  ['what a property of a row works out', row('shown_as'), ['stored-xss low']],
])('%s', async (_, files, found) => {
  const { paths } = await analysisOf(files)
  const markup = paths.filter(({ kind }) => kind === 'xss' || kind === 'stored-xss')
  expect([...new Set(markup.map(({ kind, confidence }) => `${kind} ${confidence}`))]).toEqual(found)
})
