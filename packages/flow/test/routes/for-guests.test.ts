import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { analyseSource } from '../../src/analyse-source.ts'

async function guardsOf(name: string, text: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-guests-'))
  try {
    writeFileSync(join(folder, name), text)
    return (await analyseSource({ root: folder })).routes[0]?.guards.map(({ kind }) => kind) ?? ['no route']
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const FLASK = `from functools import wraps
from flask import Flask, redirect, render_template, session, g
from flask_login import current_user
app = Flask(__name__)
`
const view = (condition: string): string => `${FLASK}@app.route('/page')
def page():
    if ${condition}:
        return redirect('/elsewhere')
    return render_template('page.html')
`
const decorated = (condition: string): string => `${FLASK}def checked(f):
    @wraps(f)
    def inner(*args, **kwargs):
        if ${condition}:
            return redirect('/elsewhere')
        return f(*args, **kwargs)
    return inner

@app.route('/page')
@checked
def page():
    return render_template('page.html')
`
const EXPRESS = `const express = require('express')\nconst app = express()\n`
const handler = (condition: string): string =>
  `${EXPRESS}app.get('/page', (req, res) => { if (${condition}) return res.redirect('/elsewhere'); res.render('page') })\n`
const middleware = (condition: string): string =>
  `${EXPRESS}const checked = (req, res, next) => { if (${condition}) return res.redirect('/elsewhere'); next() }\napp.get('/page', checked, (req, res) => res.render('page'))\n`

it.each([
  ['app.py', view('current_user.is_authenticated')],
  ['app.py', view('current_user is not None and current_user.is_authenticated')],
  ['app.py', view("'user_id' in session")],
  ['app.py', view("session.get('user_id')")],
  ['app.py', decorated('current_user.is_authenticated')],
  ['app.js', handler('req.user')],
  ['app.js', handler('req.session.user !== undefined')],
  ['app.js', middleware('req.session.user')],
  ['app.js', middleware('req.isAuthenticated()')],
])('%s: who is signed in is sent on, and everybody else is let in: %s', async (name, text) => {
  expect(await guardsOf(name, text)).toEqual([])
})

it.each([
  ['app.py', view('not current_user.is_authenticated')],
  ['app.py', view('current_user.is_anonymous')],
  ['app.py', view("'user_id' not in session")],
  ['app.py', view("session.get('user_id') is None")],
  ['app.py', decorated('current_user.is_anonymous')],
  ['app.js', handler('!req.user')],
  ['app.js', handler('req.session.user == null')],
  ['app.js', middleware('!req.session.user')],
  ['app.js', middleware('!req.isAuthenticated()')],
])('%s: strangers are sent on: %s', async (name, text) => {
  expect(await guardsOf(name, text)).toEqual(['authentication'])
})
