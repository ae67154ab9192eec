import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const app = (middleware: string): Record<string, string> => ({
  'app.js': `const express = require('express')\nconst app = express()\napp.use(require('express-session')({ secret: process.env.SECRET }))\n${middleware}\napp.use(ask)\napp.post('/profile', (req, res) => res.json({ ok: true }))\n`,
})

const TOKEN =
  "const ask = (req, res, next) => {\n  if (req.method === 'GET') return next()\n  const given = req.get('x-csrf-token') || req.body._csrf\n  if (given === req.session.csrf) return next()\n  res.status(403).json({ error: 'open the form again' })\n}"
const GIVES = 'const ask = (req, res, next) => {\n  res.locals.csrf = req.session.csrf\n  next()\n}'
const COUNTS =
  "const full = (res, seconds) => res.set('Retry-After', seconds).status(429).end()\nconst seen = new Map()\nconst ask = (req, res, next) => {\n  const times = (seen.get(req.ip) || 0) + 1\n  seen.set(req.ip, times)\n  if (times > 20) return full(res, 60)\n  next()\n}"

const EXPORTED = COUNTS.replace('const full =', 'exports.full =').replace('return full(', 'return exports.full(')

describe('protection that a service makes itself', () => {
  it.each([
    ['a token that is compared', TOKEN, 'protected', 0],
    ['a token that is only shown', GIVES, 'none', 0],
    ['a helper that answers 429', COUNTS, 'none', 1],
    ['a helper that is called as a member of the own exports', EXPORTED, 'none', 1],
  ])('%s', async (_name, middleware, csrf, limits) => {
    const { routes } = await analysisOf(app(middleware))
    const [route] = routes
    expect(route?.csrf).toBe(csrf)
    expect(route?.rateLimits.length).toBe(limits)
  })
})
