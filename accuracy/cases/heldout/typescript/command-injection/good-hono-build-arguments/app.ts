import { Hono } from 'hono'
import { searchLog } from './git.js'

const REPOSITORIES: readonly string[] = ['website', 'handbook']
export const app = new Hono()

app.get('/log/:repository', async (c) => {
  const repository = REPOSITORIES.find((name) => name === c.req.param('repository'))
  if (repository === undefined) return c.notFound()
  return c.json(await searchLog(repository, c.req.query('q') ?? ''))
})
