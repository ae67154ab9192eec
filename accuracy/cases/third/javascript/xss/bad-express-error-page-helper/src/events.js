import { Router } from 'express'
import { Invalid, NotFound } from './errors.js'
import { eventPage } from './pages.js'
import { events } from './store.js'

export const eventRoutes = Router()

eventRoutes.get('/events/:slug', async (req, res) => {
  const { slug } = req.params
  if (slug.length > 80) throw new Invalid('slug', slug)
  const event = await events.bySlug(slug)
  if (!event) throw new NotFound('event', slug)
  res.send(eventPage(event))
})
