import { describe, expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

const SETTINGS = `MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware', 'django.contrib.auth.middleware.LoginRequiredMiddleware']\n`
const HEAD = `import hashlib
import hmac
import json
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView, UpdateView, View
from .models import Loan, Reader
`

async function routesOf(views: string, view: string): Promise<readonly RouteFact[]> {
  const urls = `from django.urls import path\nfrom . import views\nurlpatterns = [path('place/<int:pk>/', ${view})]\n`
  const models = `from django.db import models\nclass Reader(models.Model):\n    name = models.TextField()\nclass Loan(models.Model):\n    due = models.DateField()\n`
  const files = { 'library/urls.py': urls, 'library/views.py': HEAD + views, 'library/models.py': models, 'library/settings.py': SETTINGS }
  return (await analysisOf(files)).routes
}

const READ = (checks: string): string =>
  `def read_message(request, key):\n    ${checks}\n    return json.loads(request.body)\n\n@csrf_exempt\n@login_not_required\n@require_POST\ndef paid(request, pk):\n    message = read_message(request, 'k')\n    if message is None:\n        return HttpResponse(status=403)\n    Loan.objects.filter(number=message['loan']).update(paid=True)\n    return HttpResponse()\n`
const COMPARES = `made = hmac.new(key, request.body, hashlib.sha256).hexdigest()\n    if not hmac.compare_digest(made, request.headers.get('X-Signature', '')):\n        return None`

describe('guards that the middleware of the project sets', () => {
  it.each([
    ['a function', `@login_not_required\ndef show(request, pk):\n    return HttpResponse()\n`, 'views.show', []],
    ['a function that is not marked', `def show(request, pk):\n    return HttpResponse()\n`, 'views.show', ['authentication']],
    [
      'a class',
      `@method_decorator(login_not_required, name='dispatch')\nclass Show(View):\n    def get(self, request, pk):\n        return HttpResponse()\n`,
      'views.Show.as_view()',
      [],
    ],
    [
      'what derives from a view that is marked',
      `class Enter(LoginView):\n    def post(self, request, pk):\n        return super().post(request)\n`,
      'views.Enter.as_view()',
      [],
    ],
    ['a helper that checks the signature', READ(COMPARES), 'views.paid', ['signature']],
    ['a helper that checks nothing', READ('del key'), 'views.paid', []],
  ])('%s', async (_name, views, view, kinds) => {
    const [route] = await routesOf(views, view)
    expect(route?.guards.map(({ kind }) => kind)).toEqual(kinds)
  })
})

const MIXIN = `class Mine:\n    def get_queryset(self):\n        return Loan.objects.filter(reader=self.request.user)\n\n`

describe('rows of generic views', () => {
  it.each([
    [
      'a view that narrows what its mixin narrowed',
      `${MIXIN}class Show(Mine, UpdateView):\n    fields = ['note']\n    def get_queryset(self):\n        return super().get_queryset().filter(open=True)\n`,
      { of: 'Loan', byRequestId: true, byOwner: true },
    ],
    [
      'a view that forgets its mixin',
      `${MIXIN}class Show(Mine, UpdateView):\n    fields = ['note']\n    def get_queryset(self):\n        return Loan.objects.filter(open=True)\n`,
      { of: 'Loan', byRequestId: true, byOwner: false },
    ],
    [
      'what people show of themselves',
      `class Show(DetailView):\n    queryset = Reader.objects.filter(active=True).only('name', 'bio')\n`,
      { of: 'Reader', byRequestId: false },
    ],
    [
      'more than that',
      `class Show(DetailView):\n    queryset = Reader.objects.only('name', 'phone')\n`,
      { of: 'Reader', byRequestId: true },
    ],
    ['a list of all rows', `class Show(ListView):\n    model = Loan\n`, { kind: 'read-many', of: 'Loan', isBounded: false }],
    [
      'a list by pages',
      `class Show(ListView):\n    model = Loan\n    paginate_by = 20\n`,
      { kind: 'read-many', of: 'Loan', isBounded: true },
    ],
    [
      'a list whose mixin says how long a page is',
      `class Paged:\n    paginate_by = 20\n\nclass Show(Paged, ListView):\n    queryset = Loan.objects.order_by('due')\n`,
      { kind: 'read-many', isBounded: true },
    ],
    ['the first rows', `class Show(ListView):\n    queryset = Loan.objects.order_by('due')[:20]\n`, { kind: 'read-many', isBounded: true }],
    [
      'what is out for everybody',
      `class Show(DetailView):\n    def get_queryset(self):\n        return Loan.objects.filter(published=True)\n`,
      { of: 'Loan', byRequestId: false },
    ],
  ])('%s', async (_name, views, effect) => {
    const [route] = await routesOf(views, 'views.Show.as_view()')
    expect(route?.effects[0]).toMatchObject(effect)
  })

  it('tells the columns that a query names', async () => {
    const views = `def days(request, pk):\n    due = Loan.objects.filter(book=pk).order_by('due').values_list('due', flat=True)[:99]\n    return JsonResponse({'due': list(due)})\n`
    const [route] = await routesOf(views, 'views.days')
    expect(route?.effects).toMatchObject([{ kind: 'read-many', of: 'Loan', columns: ['due'] }])
  })
})
