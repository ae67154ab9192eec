import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const MIDDLEWARE = "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\n"

const project = (settings: string, file = 'shop/settings.py'): Record<string, string> => ({
  'shop/__init__.py': '',
  [file]: `from datetime import timedelta\nROOT_URLCONF = 'shop.urls'\n${settings}`,
  'shop/urls.py': `from django.http import JsonResponse
from django.urls import path
from rest_framework.decorators import api_view, throttle_classes
from rest_framework.throttling import AnonRateThrottle
@api_view(['POST'])
@throttle_classes([AnonRateThrottle])
def login(request):
    return JsonResponse({})
def forgot(request):
    send_mail(request.POST['email'], request.build_absolute_uri(f'/reset?code={make_code()}'))
    return JsonResponse({})
urlpatterns = [path('login/', login), path('forgot/', forgot)]
`,
})

it.each([
  ['no validators', `${MIDDLEWARE}ALLOWED_HOSTS = ['shop.example']\nAUTH_PASSWORD_VALIDATORS = []`, ['weak-password-policy']],
  [
    'validators',
    `${MIDDLEWARE}ALLOWED_HOSTS = ['shop.example']\nAUTH_PASSWORD_VALIDATORS = [{'NAME': 'django.contrib.auth.password_validation.MinimumLengthValidator'}]`,
    [],
  ],
  [
    'a quick hasher first',
    `${MIDDLEWARE}ALLOWED_HOSTS = ['shop.example']\nPASSWORD_HASHERS = ['django.contrib.auth.hashers.MD5PasswordHasher']`,
    ['weak-password-hash'],
  ],
  [
    'a quick hasher for what is there still',
    `${MIDDLEWARE}ALLOWED_HOSTS = ['shop.example']\nPASSWORD_HASHERS = ['django.contrib.auth.hashers.ScryptPasswordHasher', 'django.contrib.auth.hashers.MD5PasswordHasher']`,
    [],
  ],
  [
    'tokens of a month',
    `${MIDDLEWARE}ALLOWED_HOSTS = ['shop.example']\nSIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': timedelta(days=30)}`,
    ['jwt-long-expiry'],
  ],
  ['tokens of minutes', `${MIDDLEWARE}ALLOWED_HOSTS = ['shop.example']\nSIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': timedelta(minutes=10)}`, []],
  ['bodies of any size', `${MIDDLEWARE}ALLOWED_HOSTS = ['shop.example']\nDATA_UPLOAD_MAX_MEMORY_SIZE = None`, ['body-limit-missing']],
  ['bodies of a size', `${MIDDLEWARE}ALLOWED_HOSTS = ['shop.example']\nDATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024`, []],
  [
    'no middleware for headers',
    "MIDDLEWARE = ['django.middleware.common.CommonMiddleware']\nALLOWED_HOSTS = ['shop.example']",
    ['security-headers-missing'],
  ],
  ['any host', `${MIDDLEWARE}ALLOWED_HOSTS = ['*']`, ['host-in-link']],
  ['hosts from the environment', `${MIDDLEWARE}ALLOWED_HOSTS = read_list('HOSTS')`, []],
  [
    'throttles that count by what the client writes',
    `${MIDDLEWARE}ALLOWED_HOSTS = ['shop.example']\nREST_FRAMEWORK = {'DEFAULT_THROTTLE_RATES': {'anon': '5/min'}}`,
    ['spoofable-address'],
  ],
  [
    'throttles that know their proxies',
    `${MIDDLEWARE}ALLOWED_HOSTS = ['shop.example']\nREST_FRAMEWORK = {'DEFAULT_THROTTLE_RATES': {'anon': '5/min'}, 'NUM_PROXIES': 1}`,
    [],
  ],
])('settings with %s', async (_, settings, kinds) => {
  const { patterns } = await analysisOf(project(settings))
  const ours = [
    'weak-password-policy',
    'weak-password-hash',
    'jwt-long-expiry',
    'body-limit-missing',
    'security-headers-missing',
    'host-in-link',
    'spoofable-address',
  ]
  expect(patterns.map(({ kind }) => kind).filter((kind) => ours.includes(kind))).toEqual(kinds)
})

it('leaves the settings of development alone', async () => {
  const { patterns } = await analysisOf(project(`${MIDDLEWARE}AUTH_PASSWORD_VALIDATORS = []`, 'shop/settings/local.py'))
  expect(patterns.filter(({ kind }) => kind === 'weak-password-policy')).toEqual([])
})
