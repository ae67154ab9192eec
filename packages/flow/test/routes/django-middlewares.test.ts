import { describe, expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

const HEAD = `from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.generic import DetailView, ListView
from rest_framework.viewsets import ModelViewSet
from .models import Loan
`
const MODELS = `from django.db import models\nclass Loan(models.Model):\n    due = models.DateField()\n    reader = models.ForeignKey('auth.User', on_delete=models.CASCADE)\n`

async function routesOf(middleware: string, views: string, path: string): Promise<readonly RouteFact[]> {
  const files = {
    'library/settings.py': `MIDDLEWARE = ['django.contrib.auth.middleware.AuthenticationMiddleware', 'library.middleware.Wall']\n`,
    'library/middleware.py': `${HEAD}${middleware}`,
    'library/urls.py': `from django.urls import path\nfrom . import views\nurlpatterns = [${path}]\n`,
    'library/views.py': `${HEAD}${views}`,
    'library/models.py': MODELS,
  }
  return (await analysisOf(files)).routes
}

const BASE = `class Base:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        early = self.before(request)
        return self.get_response(request) if early is None else early
    def before(self, request):
        return None
`
const CALL = (body: string): string =>
  `class Wall:\n    def __init__(self, get_response):\n        self.get_response = get_response\n    def __call__(self, request):\n${body}        return self.get_response(request)\n`

describe('middlewares of the tree that ask who calls', () => {
  it.each([
    [
      'a step of a base',
      `${BASE}class Wall(Base):\n    def before(self, request):\n        if not request.user.is_authenticated:\n            return redirect('login')\n        return None\n`,
      ['authentication'],
    ],
    [
      'the call itself',
      CALL(`        if not request.user.is_authenticated:\n            return JsonResponse({'error': 'login'}, status=401)\n`),
      ['authentication'],
    ],
    [
      'a function',
      `def Wall(get_response):\n    def middleware(request):\n        if request.user.is_anonymous:\n            return HttpResponse(status=401)\n        return get_response(request)\n    return middleware\n`,
      ['authentication'],
    ],
    [
      'a step before each view',
      `class Wall:\n    def __init__(self, get_response):\n        self.get_response = get_response\n    def __call__(self, request):\n        return self.get_response(request)\n    def process_view(self, request, view, args, kwargs):\n        if not request.user.is_authenticated:\n            return redirect('login')\n`,
      ['authentication'],
    ],
    ['one that notes who calls', CALL(`        request.who = request.user if request.user.is_authenticated else None\n`), []],
    [
      'one that is for other pages',
      CALL(
        `        if request.path.startswith('/office/') and not request.user.is_authenticated:\n            return HttpResponse(status=401)\n`,
      ),
      [],
    ],
  ])('%s', async (_name, middleware, kinds) => {
    const [route] = await routesOf(middleware, 'def show(request, pk):\n    return HttpResponse()\n', "path('loans/<int:pk>/', views.show)")
    expect(route?.guards.map(({ kind }) => kind)).toEqual(kinds)
  })

  it('that let addresses with an ending pass', async () => {
    const wall = CALL(
      `        if not request.user.is_authenticated and not request.path.endswith(('.png', '.css')):\n            return redirect('login')\n`,
    )
    const routes = await routesOf(
      wall,
      'def show(request, name):\n    return HttpResponse()\n',
      "path('files/<path:name>', views.show), path('loans/<int:name>/', views.show)",
    )
    expect(routes.map(({ path, guards }) => [path, guards[0]?.avoidable?.how])).toEqual([
      ['/files/{name}', 'path-may-end'],
      ['/loans/{name}/', undefined],
    ])
  })
})

const MIXIN = (body: string): string => `class Mine:\n    def get_queryset(self):\n        qs = super().get_queryset()\n${body}`
const DETAIL = 'class Show(Mine, DetailView):\n    queryset = Loan.objects.all()\n'
const SHOWN = "path('loans/<int:pk>/', views.Show.as_view())"

describe('rows of one object', () => {
  it.each([
    [
      'let out by the key of the address',
      MIXIN(
        `        if self.request.user.is_staff or 'pk' in self.kwargs:\n            return qs\n        return qs.filter(reader=self.request.user)\n`,
      ) + DETAIL,
      SHOWN,
      false,
    ],
    [
      'narrowed only without a key',
      MIXIN(`        if self.kwargs.get('pk') is None:\n            qs = qs.filter(reader=self.request.user)\n        return qs\n`) +
        DETAIL,
      SHOWN,
      false,
    ],
    [
      'narrowed for lists alone',
      `class Show(ModelViewSet):\n    queryset = Loan.objects.all()\n    def get_queryset(self):\n        if self.action == 'list':\n            return Loan.objects.filter(reader=self.request.user)\n        return Loan.objects.all()\n`,
      "path('loans/<int:pk>/', views.Show.as_view({'get': 'retrieve'}))",
      false,
    ],
    [
      'let out for the office',
      MIXIN(`        if self.request.user.is_staff:\n            return qs\n        return qs.filter(reader=self.request.user)\n`) + DETAIL,
      SHOWN,
      true,
    ],
    [
      'narrowed in any case',
      MIXIN(
        `        qs = qs.filter(reader=self.request.user)\n        if 'pk' in self.kwargs:\n            return qs.select_related('reader')\n        return qs\n`,
      ) + DETAIL,
      SHOWN,
      true,
    ],
  ])('%s', async (_name, views, path, byOwner) => {
    const routes = await routesOf('', views, path)
    expect(routes[0]?.effects.map((effect) => effect.byOwner)).toEqual([byOwner])
  })
})

it.each([
  ['behind the view', 'ListView, Office', true],
  ['before the view', 'Office, ListView', undefined],
])('a mixin %s', async (_name, bases, isBehind) => {
  const office = 'class Office(UserPassesTestMixin):\n    def test_func(self):\n        return self.request.user.is_staff\n'
  const [route] = await routesOf(
    '',
    `${office}class All(${bases}):\n    queryset = Loan.objects.all()\n`,
    "path('all/', views.All.as_view())",
  )
  expect(route?.guards.find(({ kind }) => kind === 'role')?.isBehind).toBe(isBehind)
})
