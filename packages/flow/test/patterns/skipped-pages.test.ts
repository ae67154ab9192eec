import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const app = (test: string, page = "render_template('home.html')"): Record<string, string> => ({
  'app.py': `from flask import Flask, jsonify, make_response, render_template, request
app = Flask(__name__)
@app.after_request
def headers(response):
    ${test}
    response.headers.setdefault('X-Content-Type-Options', 'nosniff')
    response.headers.setdefault('Content-Security-Policy', "default-src 'self'")
    return response
@app.get('/api/orders')
def orders():
    return jsonify([])
@app.get('/home')
def home():
    return ${page}
`,
  'templates/home.html': '<h1>Home</h1>',
})
const SKIPS = "if not request.path.startswith('/api/'):\n        return response"

it.each([
  ['before those of pages', app(SKIPS), ['page-policy-missing', 'security-headers-missing']],
  ['before those of another folder', app("if request.path.startswith('/static/'):\n        return response"), []],
  ['never', app("response.headers['X-Request'] = '1'"), []],
  ['before those of answers that are no pages', app(SKIPS, 'jsonify({})'), []],
])('a hook that sets headers and leaves %s', async (_name, files, kinds) => {
  const { patterns } = await analysisOf(files)
  const told = patterns.flatMap(({ kind }) => (/^(?:page-policy|security-headers)-missing$/.test(kind) ? [kind] : []))
  expect(told.toSorted()).toEqual(kinds)
})
