export class UpstreamError extends Error {}

export async function getJson<T>(url: string, init: RequestInit = {}): Promise<T> {
  const signal = AbortSignal.timeout(5000)
  const answer = await fetch(url, { ...init, signal, headers: { accept: 'application/json', ...init.headers } })
  if (!answer.ok) throw new UpstreamError(`answered ${answer.status}`)
  return (await answer.json()) as T
}
