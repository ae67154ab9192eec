import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { config } from '../config'
import { Problem } from '../http/errors'

const Answer = z.object({ places: z.array(z.object({ label: z.string().max(200), lat: z.number(), lon: z.number() })).max(50) })
type Places = z.infer<typeof Answer>['places']

const known = new LRUCache<string, Places>({ max: 2000, ttl: 6 * 3600_000 })

/** Addresses of the city that begin like this. */
export async function suggest(text: string): Promise<Places> {
  const key = text.trim().toLowerCase()
  const cached = known.get(key)
  if (cached) return cached

  const url = new URL('https://geocoder.city.example/v2/suggest')
  url.searchParams.set('q', key)
  const res = await fetch(url, {
    headers: { 'x-api-key': config.GEOCODER_KEY },
    redirect: 'error',
    signal: AbortSignal.timeout(2500),
  }).catch(() => null)
  if (!res?.ok) throw new Problem(503, 'addresses-unavailable')

  const { places } = Answer.parse(await res.json())
  const first = places.slice(0, 8)
  known.set(key, first)
  return first
}
