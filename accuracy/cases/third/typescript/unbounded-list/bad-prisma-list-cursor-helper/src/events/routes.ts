import { Hono } from 'hono'
import { projectAccess } from '../middleware/project-access'
import { pageArgs } from '../pagination'
import { prisma } from '../prisma'
import { EventsRepository } from './events.repository'

const events = new EventsRepository(prisma)

export const eventRoutes = new Hono().get('/projects/:projectId/events', projectAccess, async (c) => {
  const page = pageArgs({ limit: c.req.query('limit'), after: c.req.query('after') })
  const items = await events.ofProject(c.req.param('projectId'), page)
  return c.json({ items, next: items.at(-1)?.id ?? null })
})
