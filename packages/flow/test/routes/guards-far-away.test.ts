import { expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

/** A route with the guards that really keep somebody out. */
function lineOf({ method, path, guards }: RouteFact): string {
  return `${method} ${path} [${guards
    .filter(({ proof }) => proof !== 'never-refuses' && proof !== 'declared-open')
    .map(({ kind }) => kind)
    .join(', ')}]`
}

const ASKS = `const asks = (req, res, next) => {\n  if (!req.user || !req.user.isAdmin) return res.status(403).end()\n  next()\n}\n`
const SHOP = (body: string): Record<string, string> => ({
  'installer.js': `const express = require('express')\nconst app = express()\napp.listen(3001)\n`,
  'app.js': `const express = require('express')\nconst nconf = require('nconf')\nconst app = express()\nconst base = nconf.get('base')\n${ASKS}${body}app.listen(3000)\n`,
})
const ROUTERS = `const routers = [express.Router(), express.Router()]\nconst admin = express.Router()\nadmin.get('/users', (req, res) => res.json([]))\nrouters[1].use('/admin', admin)\n`

const URLS = `from django.urls import path\nfrom shop import views\nurlpatterns = [path('files/<int:pk>', views.Remove.as_view())]\n`
const VIEW = (before: string, guard: string): Record<string, string> => ({
  'shop/urls.py': URLS,
  'shop/views.py': `from django.http import HttpResponse, HttpResponseForbidden\nfrom django.utils.decorators import method_decorator\nfrom django.views import View\n${before}class Remove(View):\n    ${guard}\n    def dispatch(self, request, *args, **kwargs):\n        return super().dispatch(request, *args, **kwargs)\n    def post(self, request, pk):\n        return HttpResponse(status=204)\n`,
})
const MAY = `def may(writes=False):\n    def decorate(view):\n        def inner(request, *args, **kwargs):\n            if writes and not request.user.is_staff:\n                return HttpResponseForbidden()\n            return view(request, *args, **kwargs)\n        return inner\n    return decorate\n`
const LOGS = `def may(writes=False):\n    def decorate(view):\n        def inner(request, *args, **kwargs):\n            print(request.path)\n            return view(request, *args, **kwargs)\n        return inner\n    return decorate\n`
const PERMISSIONS = (asks: string): Record<string, string> => ({
  'shop/urls.py': `from rest_framework import routers\nfrom shop import views\nr = routers.DefaultRouter()\nr.register('events', views.Events)\nurlpatterns = r.urls\n`,
  'shop/views.py': `from rest_framework import mixins, viewsets\nfrom rest_framework.permissions import BasePermission\nclass Signed(BasePermission):\n    def has_permission(self, request, view):\n        ${asks}\nclass EventCRUDPermission(Signed):\n    def has_permission(self, request, view):\n        if not super().has_permission(request, view):\n            return False\n        return view.action != 'purge'\nclass Events(mixins.DestroyModelMixin, viewsets.GenericViewSet):\n    permission_classes = (EventCRUDPermission,)\n`,
})

const INHERITED = (decorator: string): Record<string, string> => ({
  'shop/urls.py': URLS,
  'shop/views.py': `from django.contrib.auth.decorators import login_required\nfrom django.http import HttpResponse\nfrom django.utils.decorators import method_decorator\nfrom django.views import View\nfrom django.views.decorators.cache import never_cache\n@method_decorator(${decorator}, name='dispatch')\nclass Change(View):\n    pass\nclass Remove(Change):\n    def post(self, request, pk):\n        return HttpResponse(status=204)\n`,
})
const ROWS = (asks: string): Record<string, string> => ({
  ...PERMISSIONS(''),
  'shop/views.py': `from rest_framework import mixins, viewsets\nfrom shop.models import Event\nclass Events(mixins.RetrieveModelMixin, viewsets.GenericViewSet):\n    def get_queryset(self):\n        ${asks}\n        return Event.objects.all()\n`,
})
const OPEN_VIEWS = `from rest_framework import mixins, viewsets\nclass Events(mixins.DestroyModelMixin, viewsets.GenericViewSet):\n    pass\n`
const MADE_SETTINGS = {
  'shop/settings.py': `from shop.rest import rest_settings\nMIDDLEWARE = []\nREST_FRAMEWORK = rest_settings(closed=False)\n`,
  'shop/rest.py': `def rest_settings(closed):\n    return {\n        'DEFAULT_PERMISSION_CLASSES': [\n            'rest_framework.permissions.IsAuthenticated' if closed else 'rest_framework.permissions.IsAuthenticatedOrReadOnly'\n        ],\n    }\n`,
}

it.each<[string, Record<string, string>, string[]]>([
  [
    'of all() above routers that a loop over a list mounts',
    SHOP(`app.all(base + '(/admin|/admin/*?)', asks)\n${ROUTERS}for (let i = 0; i < routers.length; i += 1) app.use(base, routers[i])\n`),
    ['GET /admin/users [role]'],
  ],
  [
    'of use() above a router that stands at the root',
    SHOP(`app.use('/admin', asks)\n${ROUTERS}app.use(routers[1])\n`),
    ['GET /admin/users [role]'],
  ],
  [
    'of another path',
    SHOP(`app.all(base + '(/staff|/staff/*?)', asks)\n${ROUTERS}for (const one of routers) app.use(base, one)\n`),
    ['GET /admin/users []'],
  ],
  ['of a decorator above dispatch', VIEW(MAY, '@method_decorator(may(writes=True))'), ['POST /files/{pk} [role]']],
  ['of no decorator above dispatch that refuses', VIEW(LOGS, '@method_decorator(may(writes=True))'), ['POST /files/{pk} []']],
  ['of the base of a permission', PERMISSIONS('return request.user.is_authenticated'), ['DELETE /events/{pk}/ [role]']],
  ['of a decorator that a base of the view has', INHERITED('login_required'), ['POST /files/{pk} [authentication]']],
  ['of no decorator that a base of the view has', INHERITED('never_cache'), ['POST /files/{pk} []']],
  [
    'of the rows of a view set',
    ROWS(`if not self.request.user.is_staff:\n            self.permission_denied(self.request)`),
    ['GET /events/{pk}/ [role]'],
  ],
  ['of rows that ask nothing', ROWS(`print(self.request.user.is_staff)`), ['GET /events/{pk}/ []']],
  [
    'of a signature that the view checks',
    {
      'shop/urls.py': URLS.replace('views.Remove.as_view()', 'views.remove'),
      'shop/views.py': `from django.core.signing import TimestampSigner\nfrom django.http import HttpResponse\ndef remove(request, pk):\n    signer = TimestampSigner()\n    signer.unsign(request.GET['key'])\n    return HttpResponse(status=204)\n`,
    },
    ['ANY /files/{pk} [signature]'],
  ],
  [
    'of settings that a function makes',
    { ...PERMISSIONS('return True'), 'shop/views.py': OPEN_VIEWS, ...MADE_SETTINGS },
    ['DELETE /events/{pk}/ [authentication]'],
  ],
  ...(
    [
      ['of a set-up that is done', `if (!settings.firstInstall) return res.status(403).end()`, 'authentication'],
      ['of no feature that is off', `if (!settings.exports) return res.status(403).end()`, ''],
    ] as const
  ).map(([what, asks, guard]): [string, Record<string, string>, string[]] => [
    what,
    SHOP(
      `const settings = require('./settings')\napp.post('/setup', (req, res) => {\n  ${asks}\n  settings.save(req.body)\n  res.end()\n})\n`,
    ),
    [`POST /setup [${guard}]`],
  ]),
])('guards %s', async (_, files, lines) => {
  expect((await analysisOf(files)).routes.map(lineOf)).toEqual(lines)
})
