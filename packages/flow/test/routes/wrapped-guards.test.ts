import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const ERRORS = `class HttpError extends Error {
  constructor(status, message) { super(message); this.status = status }
}
class Denied extends HttpError {
  constructor(message) { super(403, message) }
}
const unauthorized = (message = 'Sign in first') => new HttpError(401, message)
const forbidden = () => new HttpError(403, 'Not allowed')
module.exports = { HttpError, Denied, unauthorized, forbidden }
`
const app = (guards: string, use: string): string => `const express = require('express')
const { unauthorized, forbidden, HttpError, Denied } = require('./errors')
const guards = require('./guards')
const { authenticate, admins } = guards
const app = express()
${use}
app.delete('/notes/:id', (req, res) => res.status(204).end())
${guards}
module.exports = app
`
const file = (text: string): string => `const { unauthorized, forbidden, HttpError, Denied } = require('./errors')
const { people } = require('./people')
const asyncHandler = require('express-async-handler')
const { body } = require('express-validator')
${text}
`
const CHECKS = `async (req, res, next) => {
  const key = req.get('x-api-key')
  if (key) {
    req.user = await people.ofKey(key)
    if (!req.user) throw unauthorized('This key is not valid')
    return next()
  }
  const token = req.get('authorization')
  if (!token) throw unauthorized()
  req.user = await people.ofToken(token)
  if (!req.user) throw unauthorized()
  next()
}`
/** Loads who is calling, and lets everybody on. */
const LOADS = `async (req, res, next) => {
  req.user = await people.ofToken(req.get('authorization'))
  next()
}`

async function guardsOf(text: string, use = 'app.use(authenticate)', more: Record<string, string> = {}): Promise<readonly string[]> {
  const { routes } = await analysisOf({ 'app.js': app('', use), 'errors.js': ERRORS, 'guards.js': file(text), ...more })
  const route = routes.find(({ method }) => method === 'DELETE')
  return (route?.guards ?? []).map(({ kind, proof }) => `${kind} ${proof}`)
}

const promise = 'const wrap = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next)'
const caught = `function wrap(handler) {
  return async function (req, res, next) {
    try { await handler(req, res, next) } catch (error) { next(error) }
  }
}`
const logged = `const wrap = (handler) => async (req, res, next) => {
  try {
    return await handler(req, res, next)
  } catch (error) {
    logger.warn('refused', { path: req.path })
    return next(error)
  }
}`
const spread = `const wrap = (fn) => function wrapped(...args) {
  const result = fn(...args)
  const next = args[args.length - 1]
  return Promise.resolve(result).catch(next)
}`
const applied = `const wrap = (fn) => function (req, res, next) { return fn.call(this, req, res, next).catch((error) => next(error)) }`
const later = 'const wrap = (fn) => (req, res, next) => { Promise.resolve().then(() => fn(req, res, next)).catch(next) }'
const started = 'const wrap = (fn) => (req, res, next) => void (async () => { await fn(req, res, next) })().catch(next)'
const checkedKind = `const wrap = (fn) => {
  if (typeof fn !== 'function') throw new TypeError('a function is needed')
  return (req, res, next) => { const made = fn(req, res, next); if (made && made.catch) made.catch(next) }
}`
const ofClass = `class Wrapper { static wrap(fn) { return (req, res, next) => fn(req, res, next).catch(next) } }
const { wrap } = Wrapper`
const goesOn = 'const wrap = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(() => next())'
const swallows = `const wrap = (handler) => async (req, res, next) => {
  try { await handler(req, res, () => {}) } catch (error) { console.log(error) }
  next()
}`
const onlySome = `const wrap = (handler) => (req, res, next) => (req.get('x-internal') ? next() : handler(req, res, next))`

describe('a guard in a wrapper for promises', () => {
  it.each([
    ['Promise.resolve().catch(next)', promise],
    ['try and catch', caught],
    ['what logs the error', logged],
    ['what takes all arguments', spread],
    ['what calls with this', applied],
    ['what runs it later', later],
    ['what starts a function of its own', started],
    ['what asks for the type first', checkedKind],
    ['a method of a class', ofClass],
    ['express-async-handler', 'const wrap = asyncHandler'],
  ])('%s refuses as the guard does', async (_, wrap) => {
    expect(await guardsOf(`${wrap}\nconst authenticate = wrap(${CHECKS})\nmodule.exports = { authenticate }`)).toEqual([
      'authentication refuses',
    ])
    expect(await guardsOf(`${wrap}\nexports.authenticate = wrap(${CHECKS})`)).toEqual(['authentication refuses'])
  })

  it.each([
    ['Promise.resolve().catch(next)', promise],
    ['try and catch', caught],
    ['what takes all arguments', spread],
  ])('%s refuses nobody where the guard does not', async (_, wrap) => {
    expect(await guardsOf(`${wrap}\nconst authenticate = wrap(${LOADS})\nmodule.exports = { authenticate }`)).toEqual([
      'authentication never-refuses',
    ])
  })

  it.each([
    ['that goes on after an error', goesOn],
    ['that swallows errors', swallows],
    ['that asks only some', onlySome],
  ])('a wrapper %s is none', async (_, wrap) => {
    const found = await guardsOf(`${wrap}\nconst authenticate = wrap(${CHECKS})\nmodule.exports = { authenticate }`)
    expect(found).not.toContain('authentication refuses')
  })
})

const signedIn = `const authenticate = (req, res, next) => { if (!req.get('authorization')) return next(unauthorized()); req.user = people.ofToken(req.get('authorization')); next() }`

describe('what a guard gives to next', () => {
  it.each([
    ['an error or nothing', `(req, res, next) => next(req.user.role === 'admin' ? undefined : forbidden())`],
    ['an error or nothing, the other way round', `(req, res, next) => next(req.user.role !== 'admin' ? new Denied() : undefined)`],
    ['an error of a class with its own status', `(req, res, next) => { if (req.user.role !== 'admin') return next(new Denied()); next() }`],
    ['an error by and', `(req, res, next) => next(req.user.role !== 'admin' && forbidden())`],
    ['a variable', `(req, res, next) => { let problem; if (req.user.role !== 'admin') problem = forbidden(); next(problem) }`],
    ['an error that is thrown', `(req, res, next) => { if (req.user.role !== 'admin') throw new Denied(); next() }`],
    ['a rank', `(req, res, next) => next({ clerk: 1, admin: 2 }[req.user.role] >= 2 ? undefined : forbidden())`],
    ['a flag', '(req, res, next) => next(req.user.isAdmin ? undefined : forbidden())'],
  ])('%s', async (_, guard) => {
    expect(
      await guardsOf(`${signedIn}\nconst admins = ${guard}\nmodule.exports = { authenticate, admins }`, 'app.use(authenticate, admins)'),
    ).toEqual(['authentication refuses', 'role refuses'])
  })

  it.each([
    ['a list of the refused', `(req, res, next) => next(req.user.role === 'banned' ? forbidden() : undefined)`],
    ['nothing either way', `(req, res, next) => next(req.user.role === 'admin' ? undefined : null)`],
  ])('%s keeps nobody out', async (_, guard) => {
    const found = await guardsOf(
      `${signedIn}\nconst admins = ${guard}\nmodule.exports = { authenticate, admins }`,
      'app.use(authenticate, admins)',
    )
    expect(found).not.toContain('role refuses')
  })
})

describe('guards that are made one of several', () => {
  const both = `${signedIn}\nconst admins = (req, res, next) => next(req.user.role === 'admin' ? undefined : forbidden())\n`
  const composing = `const compose = (...steps) => (req, res, next) => {
  const run = (index) => (index === steps.length ? next() : steps[index](req, res, (error) => (error ? next(error) : run(index + 1))))
  run(0)
}`
  const ofList = 'const compose = (steps) => (req, res, next) => steps.reduceRight((after, step) => () => step(req, res, after), next)()'
  it.each([
    ['a function of the tree', `${both}${composing}\nmodule.exports = { authenticate, staff: compose(authenticate, admins) }`],
    ['a function of a list', `${both}${ofList}\nmodule.exports = { authenticate, staff: compose([authenticate, admins]) }`],
    ['a list', `${both}module.exports = { authenticate, staff: [authenticate, admins] }`],
    [
      'a function that makes a list',
      `${both}const secured = (...more) => [authenticate, ...more]\nmodule.exports = { authenticate, staff: secured(admins) }`,
    ],
  ])('%s', async (_, text) => {
    expect(await guardsOf(text, 'app.use(guards.staff)')).toEqual(['authentication refuses', 'role refuses'])
  })

  it('either of two is not both', async () => {
    const text = `${both}const anyOf = (...steps) => async (req, res, next) => { for (const step of steps) if (await passes(step, req)) return next(); next(forbidden()) }
module.exports = { authenticate, staff: anyOf(authenticate, admins) }`
    expect(await guardsOf(text, 'app.use(guards.staff)')).not.toContain('authentication refuses')
  })

  it('what checks bodies guards nothing, whatever it is given', async () => {
    const text = `${both}const checked = (...chains) => [...chains, (req, res, next) => next(problems(req) ? new HttpError(422, 'wrong') : undefined)]
module.exports = { authenticate, staff: checked(body('refreshToken').isString(), body('role').isIn(['a'])) }`
    expect(await guardsOf(text, 'app.use(guards.staff)')).toEqual([])
  })

  it.each([
    ['a loop over guards', 'for (const guard of [authenticate, admins]) app.use(guard)'],
    ['forEach over guards', ';[authenticate, admins].forEach((guard) => app.use(guard))'],
    ['a spread list', 'const chain = [authenticate, admins]\napp.use(...chain)'],
    ['a path and a list', `app.use('/notes', [authenticate, admins])`],
  ])('%s', async (_, use) => {
    expect(await guardsOf(`${both}module.exports = { authenticate, admins }`, use)).toEqual(['authentication refuses', 'role refuses'])
  })
})
