import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const FLASK = (exempt: string): Record<string, string> => ({
  'app.py': `from flask import Blueprint, Flask, session\nfrom flask_wtf.csrf import CSRFProtect\ncsrf = CSRFProtect()\nbp = Blueprint('desk', __name__)\n@bp.post('/close')\ndef close():\n    session['closed'] = True\n    return ''\ndef create_app():\n    app = Flask(__name__)\n    csrf.init_app(app)\n    app.register_blueprint(bp)\n    ${exempt}\n    return app\n`,
})

it.each([
  ['exempt', 'csrf.exempt(bp)'],
  ['protected', 'pass'],
])('routes of a blueprint are %s from the CSRF check after %s', async (csrf, exempt) => {
  const { routes } = await analysisOf(FLASK(exempt))
  expect(routes[0]?.csrf).toBe(csrf)
})

const DRF = (scope: string): Record<string, string> => ({
  'settings.py': `REST_FRAMEWORK = {'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.ScopedRateThrottle'], 'DEFAULT_THROTTLE_RATES': {'login': '5/min'}}\n`,
  'urls.py': `from django.urls import path\nfrom views import Login\nurlpatterns = [path('login/', Login.as_view())]\n`,
  'views.py': `from rest_framework.views import APIView\nfrom rest_framework.response import Response\nclass Login(APIView):\n    ${scope}\n    def post(self, request):\n        return Response({})\n`,
})

it.each<[string, readonly string[]]>([
  ["throttle_scope = 'login'", ['ScopedRateThrottle']],
  ["name = 'login'", []],
])('a scoped throttle counts views with a scope: %s', async (scope, limits) => {
  const { routes } = await analysisOf(DRF(scope))
  expect(routes[0]?.rateLimits).toEqual(limits)
})

const GUARDED = (guard: string): Record<string, string> => ({
  'app.py': `from functools import wraps\nfrom flask import Blueprint, Flask, abort, request, session\nfrom flask_wtf.csrf import CSRFProtect\ncsrf = CSRFProtect()\nbp = Blueprint('desk', __name__)\ndef known(view):\n    @wraps(view)\n    def inner(*args, **kwargs):\n        if not ${guard}:\n            abort(401)\n        return view(*args, **kwargs)\n    return inner\n@bp.post('/close')\n@known\ndef close():\n    return ''\n@bp.post('/open')\n@known\ndef open_again():\n    return ''\napp = Flask(__name__)\ncsrf.init_app(app)\napp.register_blueprint(bp)\ncsrf.exempt(bp)\n`,
})

it.each([
  ["session.get('member')", 1],
  ["is_token(request.headers.get('Authorization'))", 0],
])('a router that is freed from the CSRF check and knows its callers by %s is told %i times', async (guard, times) => {
  const { patterns } = await analysisOf(GUARDED(guard))
  expect(patterns.filter(({ kind }) => kind === 'csrf-off')).toHaveLength(times)
})
