import { describe, expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const MODELS = `from django.db import models
class Band(models.Model):
    name = models.TextField()
class Tag(models.Model):
    word = models.TextField()
class Gig(models.Model):
    band = models.ForeignKey(Band, on_delete=models.CASCADE)
    tags = models.ManyToManyField(Tag)
`
const HEAD = `from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.generic import ListView
from .models import Gig
`
const RENDERS = (rows: string): string => `def show(request):\n    return render(request, 'gigs/show.html', {'gigs': ${rows}})\n`
const VIEW = (body: string): string =>
  `class Show(ListView):\n    template_name = 'gigs/show.html'\n    context_object_name = 'gigs'\n${body}`
const LOOP = (text: string, list = 'gigs'): string => `<ul>\n{% for gig in ${list} %}\n${text}\n{% endfor %}</ul>`

/** Lines of the template at which a query for each row is told. */
async function linesOf(views: string, template: string): Promise<readonly string[]> {
  const files = { 'gigs/models.py': MODELS, 'gigs/views.py': HEAD + views, 'gigs/templates/gigs/show.html': template }
  const { patterns } = await analysisOf(files)
  return patterns.filter(({ kind }) => kind === 'n-plus-one').map(({ place }) => `${place.file}:${place.line} ${place.snippet}`)
}

const AT_THREE = [expect.stringMatching(/^gigs\/templates\/gigs\/show\.html:3 /)]

describe('relations that a template reads of each row', () => {
  it.each([
    ['a key of another row', RENDERS("Gig.objects.order_by('id')"), LOOP('{{ gig.band.name }}'), AT_THREE],
    ['the other row itself', RENDERS('Gig.objects.all()[:20]'), LOOP('{{ gig.band }}'), AT_THREE],
    ['in a condition', RENDERS('Gig.objects.all()'), LOOP('{% if gig.band.name == "x" %}x{% endif %}'), AT_THREE],
    ['rows behind the row', RENDERS('Gig.objects.all()'), LOOP('{% for tag in gig.tags.all %}{{ tag.word }}{% endfor %}'), AT_THREE],
    [
      'a page of a paginator',
      RENDERS("Paginator(Gig.objects.all(), 20).get_page(request.GET.get('page'))"),
      LOOP('{{ gig.band.name }}', 'gigs.object_list'),
      AT_THREE,
    ],
    ['a list view', VIEW('    model = Gig\n'), LOOP('{{ gig.band.name }}'), AT_THREE],
    ['rows that came along', RENDERS("Gig.objects.select_related('band')"), LOOP('{{ gig.band.name }}'), []],
    ['others that came along', RENDERS("Gig.objects.prefetch_related('tags')"), LOOP('{{ gig.band.name }}'), AT_THREE],
    ['a list view that brings them', VIEW("    queryset = Gig.objects.select_related('band')\n"), LOOP('{{ gig.band.name }}'), []],
    [
      'a list view over a mixin that brings them',
      `class Full:\n    def get_queryset(self):\n        return Gig.objects.select_related('band')\n\n${VIEW('    def get_queryset(self):\n        return super().get_queryset().filter(open=True)\n').replace('(ListView)', '(Full, ListView)')}`,
      LOOP('{{ gig.band.name }}'),
      [],
    ],
    ['the key, which the row holds', RENDERS('Gig.objects.all()'), LOOP('{{ gig.band_id }}'), []],
    ['no rows', RENDERS("[{'band': {'name': 'x'}}]"), LOOP('{{ gig.band.name }}'), []],
    ['outside of the loop', RENDERS('Gig.objects.all()'), '\n\n{{ gigs.first.band.name }}', []],
    ['a text of that shape', RENDERS('Gig.objects.all()'), LOOP('{% url "gig.band.name" gig.pk %}'), []],
  ])('%s', async (_name, views, template, lines) => {
    expect(await linesOf(views, template)).toEqual(lines)
  })
})

it.each([
  ['rows of a query', 'db.session.scalars(select(Gig)).all()', 1],
  [
    'rows of a statement that names what they hold',
    "db.session.execute(text('SELECT g.id, b.name AS band FROM gigs g JOIN bands b')).all()",
    0,
  ],
])('a name that is a relation elsewhere: %s', async (_name, rows, times) => {
  const { patterns } = await analysisOf({
    'models.py': `from flask_sqlalchemy import SQLAlchemy\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship\nclass Base(DeclarativeBase):\n    pass\ndb = SQLAlchemy(model_class=Base)\nclass Band(db.Model):\n    name: Mapped[str]\nclass Gig(db.Model):\n    band: Mapped[Band] = relationship()\n`,
    'app.py': `from flask import Flask, render_template\nfrom sqlalchemy import select, text\nfrom models import Gig, db\napp = Flask(__name__)\n@app.get('/gigs')\ndef show():\n    rows = ${rows}\n    return render_template('show.html', gigs=rows)\n`,
    'templates/show.html': LOOP('{{ gig.band }}'),
  })
  expect(patterns.filter(({ kind }) => kind === 'n-plus-one')).toHaveLength(times)
})
