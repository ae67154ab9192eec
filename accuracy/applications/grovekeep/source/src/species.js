import { config } from './config.js'

const MAX = 200_000
const kept = new Map()
const KEEP = 500

async function limited(response) {
  let size = 0
  const parts = []
  for await (const part of response.body) {
    size += part.length
    if (size > MAX) throw new Error('species source answers too much')
    parts.push(part)
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'))
}

/** Looks a name up at one of the two known sources; a failure is no name. */
export async function lookUp(source, name) {
  const base = config.speciesSources.get(source)
  if (!base) return null
  const key = `${source}:${name.toLowerCase()}`
  if (kept.has(key)) return kept.get(key)
  const url = new URL(base)
  url.searchParams.set(source === 'gbif' ? 'name' : 'q', name)
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(3000), headers: { accept: 'application/json' } })
  if (!response.ok) return null
  const found = await limited(response)
  const told = { name: String(found.scientificName ?? found.results?.[0]?.name ?? ''), source }
  if (kept.size >= KEEP) kept.delete(kept.keys().next().value)
  kept.set(key, told)
  return told
}
