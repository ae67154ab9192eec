import Router from '@koa/router'
import { all, get } from '../db.ts'
import { escapeHtml, layout } from '../lib/html.ts'

export const pages = new Router()

pages.get('/api/articles', async (ctx) => {
  ctx.body = all('SELECT id, slug, title FROM articles ORDER BY id LIMIT 50')
})

pages.get('/api/articles/:id', async (ctx) => {
  const article = get('SELECT * FROM articles WHERE id = ?', Number(ctx.params.id) || 0)
  if (!article) ctx.throw(404, 'No such article')
  ctx.body = article
})

pages.get('/api/articles/:id/similar', async (ctx) => {
  await new Promise((resolve) => setTimeout(resolve, 400))
  ctx.body = all('SELECT id, title FROM articles WHERE id <> ? LIMIT 3', Number(ctx.params.id) || 0)
})

pages.get('/api/suggest', async (ctx) => {
  const { q = '' } = ctx.query
  ctx.body = { q, suggestions: all('SELECT title FROM articles WHERE title LIKE ? LIMIT 5', `%${q}%`), message: `Suggestions for "${q}"` }
})

pages.get('/help', async (ctx) => {
  const list = all('SELECT slug, title FROM articles').map((article) => `<li><a href="/help/${article.slug}">${escapeHtml(article.title)}</a></li>`)
  ctx.type = 'html'
  ctx.body = layout('Help centre', `<form action="/help/search"><input name="q"></form><ul>${list.join('')}</ul>`)
})

pages.get('/help/search', async (ctx) => {
  const { q = '' } = ctx.query
  const found = all('SELECT slug, title FROM articles WHERE title LIKE ?', `%${q}%`)
  ctx.type = 'html'
  ctx.body = layout('Search', `<h1>Results for ${q}</h1><ul>${found.map((one) => `<li>${escapeHtml(one.title)}</li>`).join('')}</ul>`)
})

pages.get('/help/:slug', async (ctx) => {
  const article = get('SELECT title, body FROM articles WHERE slug = ?', ctx.params.slug)
  ctx.type = 'html'
  ctx.status = article ? 200 : 404
  ctx.body = article ? layout(escapeHtml(article.title), `<p>${escapeHtml(article.body)}</p>`) : layout('Not found', `<p>There is no article named <q>${escapeHtml(ctx.params.slug)}</q>.</p>`)
})

pages.get('/t/:ref', async (ctx) => {
  const ticket = get('SELECT ref, subject, status FROM tickets WHERE ref = ?', ctx.params.ref)
  if (!ticket) ctx.throw(404, 'No such ticket')
  ctx.type = 'html'
  ctx.body = layout(ticket!.ref, `<h1>${ticket!.subject}</h1><p>Status: ${ticket!.status}</p>`)
})

pages.get('/go', async (ctx) => {
  ctx.redirect(String(ctx.query.next ?? '/help'))
})

const PLACES: Record<string, string> = { status: 'https://status.desk.example', community: 'https://community.desk.example' }

pages.get('/out', async (ctx) => {
  const place = String(ctx.query.to ?? '')
  if (!Object.hasOwn(PLACES, place)) ctx.throw(404, 'No such place')
  ctx.redirect(PLACES[place])
})

pages.get('/app/*path', async (ctx) => {
  ctx.type = 'html'
  ctx.body = '<!doctype html><title>Desk</title><div id="app"></div>'
})
