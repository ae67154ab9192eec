import { setTimeout as sleep } from 'node:timers/promises'

const RETRIED = new Set([408, 429, 502, 503, 504])

export class UpstreamError extends Error {
  constructor(status, url) {
    super(`${new URL(url).host} answered ${status}`)
    this.name = 'UpstreamError'
    this.status = status
  }
}

function waitOf(response, attempt) {
  const seconds = Number(response.headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 5) * 1000 : 200 * 2 ** attempt
}

export async function fetchJson(url, { attempts = 3, ...init } = {}) {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, { ...init, headers: { accept: 'application/json', ...init.headers } })
    if (response.ok) return response.json()
    if (!RETRIED.has(response.status) || attempt === attempts) throw new UpstreamError(response.status, url)
    await response.body?.cancel()
    await sleep(waitOf(response, attempt))
  }
}
