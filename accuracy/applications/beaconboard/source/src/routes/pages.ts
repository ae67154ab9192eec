import { Router } from 'express'
import { marked } from 'marked'
import { prisma } from '../lib/clients.js'
import { versionTag } from '../lib/crypto.js'
import { notFound } from '../lib/errors.js'
import { escapeHtml } from '../lib/objects.js'

export const pageRoutes = Router()

const known = new Map<string, { id: string; name: string } | null>()

async function workspaceOf(slug: string) {
  if (!known.has(slug)) {
    if (known.size > 1_000) known.clear()
    known.set(slug, await prisma.workspace.findUnique({ where: { slug }, select: { id: true, name: true } }))
  }
  return known.get(slug)
}

pageRoutes.get('/:slug', async (req, res) => {
  const workspace = await workspaceOf(req.params.slug)
  if (!workspace) throw notFound()
  const incidents = await prisma.incident.findMany({ where: { workspaceId: workspace.id }, orderBy: { createdAt: 'desc' }, take: 20 })
  const parts = incidents.map((incident) => `<article><h2>${escapeHtml(incident.title)}</h2>${marked.parse(incident.body)}</article>`)
  const html = `<!doctype html><title>${escapeHtml(workspace.name)}</title><h1>${escapeHtml(workspace.name)}</h1>${parts.join('')}`
  res.set('ETag', versionTag(html)).type('html').send(html)
})

pageRoutes.get('/:slug/badge', async (req, res) => {
  const workspace = await workspaceOf(req.params.slug)
  if (!workspace) throw notFound()
  const open = await prisma.incident.count({ where: { workspaceId: workspace.id, state: 'open' } })
  const text = `${escapeHtml(workspace.name)}: ${open ? 'incident' : 'all well'}`
  res.type('svg').send(`<svg xmlns="http://www.w3.org/2000/svg" width="220" height="20"><text x="4" y="14">${text}</text></svg>`)
})
