import { createHash } from 'node:crypto'
import Router from '@koa/router'
import type { Context } from 'koa'
import type { Services } from '../app.ts'
import { html, type Markup, page } from '../library/html.ts'
import { notFound } from '../library/problem.ts'
import { object, pageOf, takes, text } from '../library/schemas.ts'

const PLACES = new Map([['status', 'https://status.desk.example'], ['community', 'https://community.desk.example']])
const question = object({ q: text(80) }, [])
const patternOf = (q = '') => `%${q.replace(/[\\%_]/g, '\\$&')}%`

export function pageRoutes({ database }: Services): Router {
  const router = new Router()
  const titles = (q?: string) => database.all("SELECT slug, title FROM articles WHERE title LIKE ? ESCAPE '\\' ORDER BY title LIMIT 20", patternOf(q))

  const show = (ctx: Context, title: string, body: Markup) => {
    ctx.set('content-security-policy', "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
    ctx.type = 'html'
    ctx.body = page(title, body)
  }

  router.get('/api/articles', takes({ query: pageOf() }), async (ctx) => {
    const { limit, offset } = ctx.state['query']
    const body = JSON.stringify({ articles: database.all('SELECT id, slug, title FROM articles ORDER BY id LIMIT ? OFFSET ?', Number(limit), Number(offset)) })
    ctx.set({ 'cache-control': 'public, max-age=60', etag: `"${createHash('md5').update(body).digest('hex')}"` })
    ctx.type = 'json'
    ctx.body = body
  })

  router.get('/api/articles/:id', takes({}), async (ctx) => {
    const article = /^[0-9]{1,9}$/.test(ctx['params'].id) ? database.get('SELECT id, slug, title, body FROM articles WHERE id = ?', Number(ctx['params'].id)) : undefined
    if (article === undefined) throw notFound()
    ctx.body = article
  })

  router.get('/api/suggest', takes({ query: question }), async (ctx) => {
    const { q = '' } = ctx.state['query']
    ctx.body = { q, suggestions: titles(q) }
  })

  router.get('/help', takes({}), async (ctx) => {
    const list = titles().map((one) => html`<li><a href="/help/${one['slug']}">${one['title']}</a></li>`)
    show(ctx, 'Help centre', html`<form action="/help/search"><input name="q" aria-label="Search"></form><ul>${list}</ul>`)
  })

  router.get('/help/search', takes({ query: question }), async (ctx) => {
    const { q = '' } = ctx.state['query']
    show(ctx, 'Search', html`<h1>Results for ${q}</h1><ul>${titles(q).map((one) => html`<li>${one['title']}</li>`)}</ul>`)
  })

  router.get('/help/:slug', takes({}), async (ctx) => {
    const article = database.get('SELECT title, body FROM articles WHERE slug = ?', ctx['params'].slug)
    ctx.status = article === undefined ? 404 : 200
    if (article === undefined) show(ctx, 'Not found', html`<p>There is no article named <q>${ctx['params'].slug}</q>.</p>`)
    else show(ctx, article['title'], html`<h1>${article['title']}</h1><p>${article['body']}</p>`)
  })

  // The reference is a secret of 256 bits that only the mail to the customer holds.
  router.get('/t/:ref', takes({}), async (ctx) => {
    const ticket = database.get('SELECT subject, status FROM tickets WHERE ref = ?', ctx['params'].ref)
    if (ticket === undefined) throw notFound()
    show(ctx, 'Your ticket', html`<h1>${ticket['subject']}</h1><p>Status: ${ticket['status']}</p>`)
  })

  router.get('/out/:place', takes({}), async (ctx) => {
    const place = PLACES.get(ctx['params'].place)
    if (place === undefined) throw notFound()
    ctx.redirect(place)
  })

  router.get('/app/:view', takes({}), async (ctx) => show(ctx, 'Desk', html`<div id="app"></div>`))

  return router
}
