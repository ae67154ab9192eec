import type { Case } from './python-cases.ts'

const MODELS = `from django.db import models\nclass Feed(models.Model):\n    address = models.CharField(max_length=300)\n    title = models.CharField(max_length=90)\n    rank = models.IntegerField()\n`
const HEAD = `import requests\nfrom django import forms\nfrom django.http import JsonResponse\nfrom django.views.generic.edit import CreateView, FormView\nfrom rest_framework import generics, serializers\nfrom models import Feed\n`
const form = (body = ''): string =>
  `class FeedForm(forms.ModelForm):\n${body}    class Meta:\n        model = Feed\n        fields = ['address', 'rank']\n`
const serializer = `class FeedSerializer(serializers.ModelSerializer):\n    class Meta:\n        model = Feed\n        fields = ['address', 'rank']\n`
const asks = (address: string): string => `requests.get(${address}, timeout=3)`

const one = (name: string, kinds: Case['kinds'], text: string): Case => ({
  name,
  kinds,
  files: { 'models.py': MODELS, 'views.py': HEAD + text },
})
const view = (statement: string, base = 'FormView'): string =>
  `${form()}class Add(${base}):\n    form_class = FeedForm\n    def form_valid(self, form):\n        ${statement}\n        return JsonResponse({})\n`
const handler = (made: string, statement: string): string =>
  `${made}def add(request):\n    form = FeedForm(request.POST)\n    if form.is_valid():\n        feed = form.save(commit=False)\n        ${statement}\n    return JsonResponse({})\n`
const clean = (check: string): string =>
  `    def clean_address(self):\n        value = self.cleaned_data['address']\n        if ${check}:\n            raise forms.ValidationError('no')\n        return value\n`

const URLS = `from urllib.parse import urljoin, urlsplit\nimport requests\nfrom flask import Flask, request\napp = Flask(__name__)\nORIGIN = 'https://feeds.example/'\n@app.get('/a')\ndef show():\n    full = urljoin(ORIGIN, request.args['a'])\n`
const pinned = (name: string, kinds: Case['kinds'], condition: string): Case => ({
  name: `an address that must stay on its origin: ${name}`,
  kinds,
  files: {
    'app.py': `${URLS}    if ${condition}:\n        raise ValueError('no')\n    return requests.get(full, timeout=3, allow_redirects=False).text\n`,
  },
})

/** Rows that forms and serializers make of what was submitted, and addresses that are compared part by part. */
export const PYTHON_FORM_CASES: readonly Case[] = [
  one('a row of a form view', ['ssrf'], view(`feed = form.save(commit=False)\n        ${asks('feed.address')}`)),
  one('a number of such a row', [], view(`feed = form.save(commit=False)\n        ${asks(`'https://a.example/%s' % feed.rank`)}`)),
  one('the instance of a form', ['ssrf'], view(asks('form.instance.address'), 'CreateView')),
  one('a checked field of a form view', ['ssrf'], view(asks(`form.cleaned_data['address']`))),
  one('a row of a form in a function', ['ssrf'], handler(form(), asks('feed.address'))),
  one('a field that the form has checked', [], handler(form(clean('not value.isalnum()')), asks(`'https://a.example/' + feed.address`))),
  one('a field that is only asked for', ['ssrf'], handler(form(clean('not value')), asks('feed.address'))),
  one(
    'a row of a serializer',
    ['ssrf'],
    `${serializer}class Add(generics.CreateAPIView):\n    serializer_class = FeedSerializer\n    def perform_create(self, serializer):\n        feed = serializer.save(owner=self.request.user)\n        ${asks('feed.address')}\n`,
  ),
  pinned('by its first parts', [], 'urlsplit(full)[:2] != urlsplit(ORIGIN)[:2]'),
  pinned('by its host', [], `urlsplit(full)[1] != 'feeds.example'`),
  pinned('by a pair', [], '(urlsplit(full).scheme, urlsplit(full).netloc) != (urlsplit(ORIGIN).scheme, urlsplit(ORIGIN).netloc)'),
  pinned('by its scheme alone', ['ssrf'], 'urlsplit(full)[:1] != urlsplit(ORIGIN)[:1]'),
]
