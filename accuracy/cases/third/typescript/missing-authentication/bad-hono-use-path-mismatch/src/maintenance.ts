import { Hono } from 'hono'
import { queue } from './queue'
import { searchIndex } from './search-index'

export const maintenance = new Hono()

maintenance.post('/index/rebuild', async (c) => {
  const job = await queue.add('rebuild-index', {})
  return c.json({ job: job.id }, 202)
})

maintenance.delete('/index/:name', async (c) => {
  await searchIndex.drop(c.req.param('name'))
  return c.body(null, 204)
})
