import { Hono } from 'hono'
import { catalogue } from './catalogue'

interface Entry {
  at: number
  titles: string[]
}

const cache = new Map<string, Entry>()

function cached(term: string): string[] | undefined {
  const entry = cache.get(term)
  return entry?.titles
}

function remember(term: string, titles: string[]): void {
  cache.set(term, { at: Date.now(), titles })
}

export const suggest = new Hono()

suggest.get('/suggest', async (c) => {
  const term = (c.req.query('q') ?? '').trim().toLowerCase().slice(0, 60)
  if (term.length < 2) return c.json({ titles: [] })
  const known = cached(term)
  if (known) return c.json({ titles: known })
  const titles = await catalogue.titlesLike(term, { limit: 10 })
  remember(term, titles)
  return c.json({ titles })
})
