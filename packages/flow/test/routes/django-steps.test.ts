import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const MODELS = `from django.db import models\nclass Loan(models.Model):\n    due = models.DateField()\n    def extend(self):\n        self.due = None\n        self.save()\n`
const viewOf = async (views: string) => {
  const urls = `from django.urls import path\nfrom . import views\nurlpatterns = [path('loans/<int:pk>/', views.Step.as_view())]\n`
  const { routes } = await analysisOf({
    'library/urls.py': urls,
    'library/views.py': views,
    'library/models.py': MODELS,
    'library/__init__.py': '',
  })
  return routes
}
const redirect = (body: string): string =>
  `from django.shortcuts import get_object_or_404\nfrom django.views.generic import RedirectView\nfrom .models import Loan\nclass Step(RedirectView):\n    def get_queryset(self):\n        return Loan.objects.order_by('id')\n    def get_redirect_url(self, *args, **kwargs):\n        loan = get_object_or_404(self.get_queryset(), pk=kwargs['pk'])\n${body}        return '/loans/'\n`
const throttled = (refusal: string): string =>
  `from rest_framework.views import APIView\nfrom rest_framework.exceptions import AuthenticationFailed, Throttled\nfrom .models import Loan\nclass Step(APIView):\n    throttle_classes = []\n    def post(self, request, pk):\n        if Loan.objects.filter(pk=pk).count() > 9:\n            raise ${refusal}\n        return None\n`

describe('steps of views of Django', () => {
  it.each([
    ['a view that leads elsewhere and changes the row before', redirect('        loan.extend()\n'), ['update Loan']],
    ['a view that only leads elsewhere', redirect(''), []],
  ])('%s', async (_name, views, expected) => {
    const [route] = await viewOf(views)
    expect(route?.effects.filter(({ kind }) => kind === 'update').map(({ kind, of }) => `${kind} ${of}`)).toEqual(expected)
  })

  it.each([
    ['a view that refuses who comes too often', throttled('Throttled(wait=60)'), 1],
    ['a view that refuses strangers', throttled('AuthenticationFailed()'), 0],
  ])('%s', async (_name, views, expected) => {
    const [route] = await viewOf(views)
    expect(route?.rateLimits.length).toBe(expected)
  })
})

it.each([
  ['PasswordResetDoneView', ['GET']],
  ['PasswordChangeDoneView', ['GET']],
  ['PasswordResetConfirmView', ['GET', 'POST']],
  ['LogoutView', ['POST']],
])('a view that derives from %s answers its methods', async (base, methods) => {
  const { routes } = await analysisOf({
    'shop/settings.py': "ROOT_URLCONF = 'shop.urls'\n",
    'shop/__init__.py': '',
    'shop/urls.py': "from django.urls import path\nfrom shop.views import Own\nurlpatterns = [path('own/', Own.as_view())]\n",
    'shop/views.py': `from django.contrib.auth import views\nclass Own(views.${base}):\n    template_name = 'own.html'\n`,
  })
  expect(routes.map(({ method }) => method)).toEqual(methods)
})
