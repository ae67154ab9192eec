import express from 'express'
import { form } from './check.js'
import { sameForm } from './session.js'

const RANK = { viewer: 1, inspector: 2, chief: 3 }
const urlencoded = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 60 })
const stop = (status, message) => Object.assign(new Error(message), { status, shown: true })
const use = (middleware, req, res) => new Promise((ok, no) => middleware(req, res, (err) => (err ? no(err) : ok())))

/**
 * A book of pages. A page names who may see it; without a word it is for people who are logged in.
 *   page.get('/trees', { query: {...} }, async ({ me, query }) => ({ view: 'trees', ... }))
 * Forms are parsed, then compared with the token of the session, then read by their fields.
 */
export function book() {
  const router = express.Router()
  const add = (method) => (path, opts, answer) => {
    const needs = opts.open ? 0 : RANK[opts.role ?? 'viewer']
    router[method](path, async (req, res, next) => {
      try {
        if (needs > 0) {
          if (!req.me) return res.redirect(303, `/login?next=${encodeURIComponent(method === 'get' ? req.originalUrl : '/')}`)
          if (RANK[req.me.role] < needs) throw stop(403, 'Not for your role')
        }
        for (const before of opts.before ?? []) await use(before, req, res)
        if (method === 'post') {
          await use(opts.upload ?? urlencoded, req, res)
          if (!sameForm(req)) throw stop(403, 'The form is too old, please reload the page')
        }
        const read = (fields, from) => (fields ? form(fields)(from) : {})
        const ask = {
          req,
          res,
          me: req.me,
          params: read(opts.params, req.params),
          query: read(opts.query, req.query),
          body: read(opts.body, req.body),
          file: req.file,
        }
        const told = await answer(ask)
        if (told === undefined || res.headersSent) return
        if (told.to) return res.redirect(303, told.to)
        res.render(told.view, told)
      } catch (err) {
        next(err)
      }
    })
  }
  return { router, get: add('get'), post: add('post') }
}

export const gone = () => stop(404, 'Not found')
export const refused = (message = 'Not allowed') => stop(403, message)
export const clash = (message) => stop(409, message)

/** A path of this site, or the front page. */
export function ownPath(value) {
  if (typeof value !== 'string' || !/^\/(?![/\\])[\w\-/.?=&%]*$/.test(value)) return '/'
  const url = new URL(value, 'https://own.invalid')
  return url.origin === 'https://own.invalid' ? url.pathname + url.search : '/'
}
