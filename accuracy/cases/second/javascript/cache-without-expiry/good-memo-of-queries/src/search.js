import QuickLRU from 'quick-lru'
import { index } from './search-index.js'

const results = new QuickLRU({ maxSize: 2000, maxAge: 60_000 })

export async function search(term) {
  const key = term.trim().toLowerCase()
  let found = results.get(key)
  if (!found) {
    found = await index.query(key, { limit: 20 })
    results.set(key, found)
  }
  return found
}
