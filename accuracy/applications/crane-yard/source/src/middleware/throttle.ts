import type { RequestHandler } from 'express'
import { HttpError } from '../core/errors'

interface Window {
  count: number
  ends: number
}

/** At most `max` calls of a client in a minute. */
export function throttle(max: number): RequestHandler {
  const windows = new Map<string, Window>()
  setInterval(() => {
    for (const [key, { ends }] of windows) if (ends < Date.now()) windows.delete(key)
  }, 60_000).unref()
  return (req, _res, next) => {
    const client = req.header('x-forwarded-for') ?? req.ip ?? 'unknown'
    const current = windows.get(client)
    const window = current && current.ends > Date.now() ? current : { count: 0, ends: Date.now() + 60_000 }
    window.count++
    windows.set(client, window)
    next(window.count > max ? new HttpError(429, 'Too often') : undefined)
  }
}
