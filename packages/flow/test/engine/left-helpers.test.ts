import { describe, expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const HELPERS = {
  breaks: "const shown = (text) => String(text).replace(/\\n/g, '<br>')",
  encodes:
    "const encoded = (text) => String(text).replace(/[&<>\"']/g, (c) => `&#${c.charCodeAt(0)};`)\nconst shown = (text) => encoded(text).replace(/\\n/g, '<br>')",
  state: 'const shown = (value) => JSON.stringify(value)',
  'state without brackets':
    "const shown = (value) => JSON.stringify(value).replace(/[<>&]/g, (c) => `\\\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)",
} as const

async function writesMarkup(helper: keyof typeof HELPERS, leaves: string, call: string): Promise<boolean> {
  const { paths } = await analysisOf({
    'text.js': `${HELPERS[helper]}\nmodule.exports = { shown }\n`,
    'views/page.ejs': helper.startsWith('state') ? `<script>window.page = <%- ${call}({ q }) %></script>` : `<p><%- ${call}(q) %></p>`,
    'app.js': `const express = require('express')
const text = require('./text')
const { shown } = text
const app = express()
app.set('view engine', 'ejs')
${leaves}
app.get('/search', (req, res) => res.render('page', { q: req.query.q }))
`,
  })
  return paths.some(({ kind }) => kind === 'xss')
}

describe.each([
  ['app.locals', 'app.locals.shown = shown', 'shown'],
  ['all at once', 'Object.assign(app.locals, text)', 'shown'],
  ['under a name', 'app.locals.text = { shown }', 'text.shown'],
  ['a middleware', 'app.use((req, res, next) => { res.locals.shown = shown; next() })', 'shown'],
  ['a middleware, all at once', 'app.use((req, res, next) => { Object.assign(res.locals, text, { key: 1 }); next() })', 'shown'],
])('helpers of pages that are left by %s', (_, leaves, call) => {
  it.each<[keyof typeof HELPERS, boolean]>([
    ['breaks', true],
    ['encodes', false],
    ['state', true],
    ['state without brackets', false],
  ])('%s', async (helper, isOpen) => {
    expect(await writesMarkup(helper, leaves, call)).toBe(isOpen)
  })
})
