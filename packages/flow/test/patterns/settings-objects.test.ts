import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const app = (settings: string): Record<string, string> => ({
  'config.py': `class Config:\n    def __init__(self):\n        self.DATABASE = 'shop.db'\n${settings}`,
  'app.py': `from flask import Flask, request, session\nfrom config import Config\napp = Flask(__name__)\napp.config.from_object(Config())\n@app.post('/login')\ndef login():\n    session['user'] = request.get_json()['name']\n    return ''\n`,
})

it.each([
  ['without a limit and flags', '', ['body-limit-missing', 'insecure-cookie']],
  [
    'with a limit and flags',
    '        self.MAX_CONTENT_LENGTH = 4 * 1024 * 1024\n        self.SESSION_COOKIE_SECURE = True\n        self.SESSION_COOKIE_HTTPONLY = True\n',
    [],
  ],
  [
    'with a flag that is off',
    '        self.MAX_CONTENT_LENGTH = 4 * 1024 * 1024\n        self.SESSION_COOKIE_SECURE = True\n        self.SESSION_COOKIE_HTTPONLY = False\n',
    ['insecure-cookie'],
  ],
  [
    'with a flag that a variable has to switch on',
    "        self.MAX_CONTENT_LENGTH = 4 * 1024 * 1024\n        self.SESSION_COOKIE_SECURE = True\n        self.SESSION_COOKIE_HTTPONLY = flag('COOKIE_HTTPONLY', '0')\n",
    ['insecure-cookie'],
  ],
  [
    'with a flag that a variable may switch off',
    "        self.MAX_CONTENT_LENGTH = 4 * 1024 * 1024\n        self.SESSION_COOKIE_SECURE = True\n        self.SESSION_COOKIE_HTTPONLY = flag('COOKIE_HTTPONLY', '1')\n",
    [],
  ],
])('settings that an object keeps: %s', async (_name, settings, kinds) => {
  const { patterns } = await analysisOf(app(settings))
  expect(patterns.flatMap(({ kind }) => (/^(?:body-limit|insecure-cookie)/.test(kind) ? [kind] : [])).toSorted()).toEqual(kinds)
})
