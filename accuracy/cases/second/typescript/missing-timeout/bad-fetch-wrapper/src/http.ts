export class UpstreamError extends Error {}

export async function getJson<T>(url: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(url, { ...init, headers: { accept: 'application/json', ...init.headers } })
  if (!answer.ok) throw new UpstreamError(`answered ${answer.status}`)
  return (await answer.json()) as T
}
