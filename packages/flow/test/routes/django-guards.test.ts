import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { analyseSource } from '../../src/analyse-source.ts'

const SETTINGS = `MIDDLEWARE = []\nREST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ['rights.OfObject', 'rest_framework.permissions.IsAuthenticated']}\n`
const RIGHTS = (asks: string): string =>
  `from rest_framework.permissions import BasePermission\n\n\nclass OfObject(BasePermission):\n    def has_object_permission(self, request, view, obj):\n        return ${asks}\n`

/** The guards of each route of `views.View` or of the view set `views.Views`, as `METHOD kind proof`. */
async function guardsOf(views: string, others: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-django-'))
  const isSet = /ViewSet\)/.test(views)
  const urls = isSet
    ? `from rest_framework.routers import DefaultRouter\nfrom . import views\nrouter = DefaultRouter()\nrouter.register('things', views.Views)\nurlpatterns = router.urls\n`
    : `from django.urls import path\nfrom . import views\nurlpatterns = [path('things/<int:pk>', views.View.as_view())]\n`
  try {
    for (const [name, text] of Object.entries({ 'urls.py': urls, 'views.py': views, '__init__.py': '', ...others })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const { routes } = await analyseSource({ root: folder })
    return routes.flatMap(({ method, guards }) => guards.map(({ kind, proof }) => `${method} ${kind} ${proof}`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const MODELS = 'from .models import Thing, Plan\n'
const SET = (checks: string): string =>
  `from rest_framework import viewsets\n${MODELS}\n\nclass Views(viewsets.ModelViewSet):\n    queryset = Thing.objects.all()\n\n    def may(self, request):\n        ${checks}\n\n    def update(self, request, *args, **kwargs):\n        self.may(request)\n        return super().update(request, *args, **kwargs)\n\n    def perform_destroy(self, instance):\n        if not self.request.user.is_staff:\n            self.permission_denied(self.request)\n        instance.delete()\n`

const ASKED = (name: string, condition: string): string =>
  `from rest_framework import viewsets\n${MODELS}\n\nclass Asking(viewsets.GenericViewSet):\n    def ${name}(self, request):\n        if not ${condition}:\n            self.permission_denied(request)\n\n\nclass Views(Asking, viewsets.ModelViewSet):\n    queryset = Thing.objects.all()\n`
const GATED = (given: string): string =>
  `from django.contrib.auth.mixins import AccessMixin\nfrom django.views.generic import View as Plain\n${MODELS}\n\nclass Gate(AccessMixin):\n    def has_permission(self):\n        if ${given}:\n            return True\n        return False\n\n    def dispatch(self, request, *args, **kwargs):\n        if not self.has_permission():\n            return self.handle_no_permission()\n        return super().dispatch(request, *args, **kwargs)\n\n\nclass View(Gate, Plain):\n    def post(self, request, pk):\n        Thing.objects.get(pk=pk).delete()\n`

describe('guards of class views', () => {
  it.each([
    [
      'a mixin behind the view, which is never asked',
      `from django.contrib.auth.mixins import LoginRequiredMixin\nfrom django.views.generic import TemplateView\n\n\nclass View(TemplateView, LoginRequiredMixin):\n    pass\n`,
      {},
      'GET authentication never-refuses',
    ],
    [
      'a mixin behind a view of the tree, before that view ends',
      `from django.contrib.auth.mixins import LoginRequiredMixin\nfrom django.views.generic import TemplateView\n\n\nclass Page(TemplateView):\n    pass\n\n\nclass Guarded(LoginRequiredMixin, TemplateView):\n    pass\n\n\nclass View(Page, Guarded):\n    pass\n`,
      {},
      'GET authentication refuses',
    ],
    [
      'permissions under a name that nobody reads',
      `from rest_framework.views import APIView\nfrom rest_framework.permissions import IsAdminUser\n\n\nclass View(APIView):\n    permissions = (IsAdminUser,)\n\n    def post(self, request, pk):\n        return None\n`,
      {},
      'POST role never-refuses',
    ],
    [
      'permissions under a name of its own that the class reads',
      `from rest_framework.views import APIView\nfrom rest_framework.permissions import IsAdminUser\n\n\nclass View(APIView):\n    permissions = (IsAdminUser,)\n\n    def get_permissions(self):\n        return [one() for one in self.permissions]\n\n    def post(self, request, pk):\n        return None\n`,
      {},
      'POST authentication named',
    ],
    [
      'a class that is called as what it derives from',
      `from django.contrib.auth.mixins import LoginRequiredMixin\nfrom django.views.generic import DetailView\n\n\nclass DetailView(LoginRequiredMixin, DetailView):\n    pass\n\n\nclass View(DetailView):\n    pass\n`,
      {},
      'GET authentication refuses',
    ],
    [
      'dispatch compares the owner',
      `from django.http import HttpResponseForbidden\nfrom django.shortcuts import get_object_or_404\nfrom django.views.generic import DeleteView\n${MODELS}\n\nclass View(DeleteView):\n    model = Thing\n\n    def dispatch(self, request, *args, **kwargs):\n        plan = get_object_or_404(Plan, pk=kwargs['pk'])\n        if plan.user != request.user:\n            return HttpResponseForbidden()\n        return super().dispatch(request, *args, **kwargs)\n`,
      {},
      'POST owner refuses',
    ],
    [
      'the permissions of the settings ask of each object',
      `from rest_framework import generics\n${MODELS}\n\nclass View(generics.RetrieveUpdateDestroyAPIView):\n    queryset = Thing.objects.all()\n`,
      { 'settings.py': SETTINGS, 'rights.py': RIGHTS('obj.owner == request.user') },
      'DELETE owner refuses',
    ],
    [
      'the permissions of settings that stand in a folder of their own',
      `from rest_framework import generics\n${MODELS}\n\nclass View(generics.RetrieveUpdateDestroyAPIView):\n    queryset = Thing.objects.all()\n`,
      { 'site/core/settings.py': SETTINGS.replace('rights.', 'core.rights.'), 'site/core/rights.py': RIGHTS('obj.owner == request.user') },
      'DELETE owner refuses',
    ],
    [
      'a method asks them itself',
      `from rest_framework.views import APIView\n${MODELS}\n\nclass View(APIView):\n    def get(self, request, pk):\n        thing = Thing.objects.get(pk=pk)\n        self.check_object_permissions(request, thing)\n        return thing\n`,
      { 'settings.py': SETTINGS, 'rights.py': RIGHTS('obj.owner == request.user') },
      'GET owner refuses',
    ],
    [
      'an action that denies',
      SET(`if not request.user.has_perm('things.edit'):\n            self.permission_denied(request)`),
      {},
      'PUT role refuses',
    ],
    [
      'a part of an action, which is the action',
      SET(`if not request.user.has_perm('things.edit'):\n            self.permission_denied(request)`),
      {},
      'PATCH role refuses',
    ],
    ['permissions that the class asks by itself', ASKED('check_permissions', 'self.request.user.is_staff'), {}, 'DELETE role refuses'],
    ['dispatch asks a method that asks who is calling', GATED('self.request.user.has_perms(["edit"])'), {}, 'POST role refuses'],
    [
      'as_view of a mixin wraps the view',
      `from django.core.exceptions import PermissionDenied\nfrom django.views.generic import DeleteView\n${MODELS}\n\ndef may(right):\n    def decorate(view):\n        def wrapper(request, *args, **kwargs):\n            if not request.user.has_perm(right):\n                raise PermissionDenied()\n            return view(request, *args, **kwargs)\n        return wrapper\n    return decorate\n\n\nclass Guarded:\n    right = None\n\n    @classmethod\n    def as_view(cls, **initkwargs):\n        view = super().as_view(**initkwargs)\n        return may(cls.right)(view)\n\n\nclass View(Guarded, DeleteView):\n    model = Thing\n`,
      {},
      'POST role refuses',
    ],
    [
      'one of two permissions',
      `from rest_framework import generics\nfrom rest_framework.permissions import IsAdminUser, IsAuthenticated\n${MODELS}\n\nclass View(generics.DestroyAPIView):\n    queryset = Thing.objects.all()\n    permission_classes = [IsAuthenticated | IsAdminUser]\n`,
      {},
      'DELETE authentication refuses',
    ],
    ['the step that does the work', SET('pass'), {}, 'DELETE role refuses'],
  ])('%s', async (_, views, others, expected) => {
    expect(await guardsOf(views, others)).toContain(expected)
  })

  it.each([
    [
      'permissions that ask nothing of the object',
      `from rest_framework import generics\n${MODELS}\n\nclass View(generics.RetrieveUpdateDestroyAPIView):\n    queryset = Thing.objects.all()\n`,
      { 'settings.py': SETTINGS, 'rights.py': RIGHTS('True') },
      'DELETE owner refuses',
    ],
    [
      'a method that looks its object up past them',
      `from rest_framework.views import APIView\n${MODELS}\n\nclass View(APIView):\n    def get(self, request, pk):\n        return Thing.objects.get(pk=pk)\n`,
      { 'settings.py': SETTINGS, 'rights.py': RIGHTS('obj.owner == request.user') },
      'GET owner refuses',
    ],
    [
      'everybody beside those who signed in',
      `from rest_framework import generics\nfrom rest_framework.permissions import AllowAny, IsAuthenticated\n${MODELS}\n\nclass View(generics.DestroyAPIView):\n    queryset = Thing.objects.all()\n    permission_classes = [IsAuthenticated | AllowAny]\n`,
      {},
      'DELETE authentication refuses',
    ],
    ['an action that asks nothing', SET('pass'), {}, 'PUT role refuses'],
    ['a method that nobody calls', ASKED('check_rights', 'self.request.user.is_staff'), {}, 'DELETE role refuses'],
    ['dispatch asks a method that asks for something else', GATED('self.kwargs["pk"] > 0'), {}, 'POST role refuses'],
  ])('%s guards nothing', async (_, views, others, claimed) => {
    expect(await guardsOf(views, others)).not.toContain(claimed)
  })
})

describe('views that no list of addresses shows', () => {
  const view = `from django.views.generic import DeleteView\n${MODELS}\n\nclass View(DeleteView):\n    model = Thing\n`
  const addressed = `class Site:\n    def get_urls(self):\n        return [path('things/<int:pk>', login_required(self.view.as_view()))]\n`
  it.each([
    ['are routes of a part of a project', {}, 2],
    ['are none where something else gives addresses to views', { 'site.py': addressed }, 0],
  ])('%s', async (_, others, count) => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-django-'))
    try {
      for (const [name, text] of Object.entries({ 'views.py': view, ...others })) writeFileSync(join(folder, name), text)
      expect((await analyseSource({ root: folder })).routes).toHaveLength(count)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
