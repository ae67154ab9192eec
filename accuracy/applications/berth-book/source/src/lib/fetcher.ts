import { jitter } from './codes'

const inside = [/^localhost$/, /^127\./, /^10\./]

/** Fetches what a user points to; our own machines are out of bounds. */
export async function fetchForeign(address: string): Promise<Buffer> {
  const url = new URL(address)
  if (!/^https?:$/.test(url.protocol)) throw new Error('Only web addresses')
  if (inside.some((pattern) => pattern.test(url.hostname))) throw new Error('Not this address')
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) })
  if (!answer.ok) throw new Error(`The other side says ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}

/** Asks one of our suppliers, a second time if need be. */
export async function fetchSupplier(base: string, path: string, query: Record<string, string>): Promise<unknown> {
  const url = `${base}/${path}?${new URLSearchParams(query)}`
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(url)
    if (answer.ok) return answer.json()
    if (attempt === 1) throw new Error('The supplier does not answer')
    await new Promise((resolve) => setTimeout(resolve, jitter(300)))
  }
}
