export interface Meta {
  title: string | null
  description: string | null
}

const PROVIDER = 'https://oembed.provider.example/v1/meta'

export async function readMeta(address: string): Promise<Meta> {
  const target = new URL(PROVIDER)
  target.searchParams.set('url', address)
  const response = await fetch(target, { signal: AbortSignal.timeout(5000), redirect: 'error' })
  if (!response.ok) throw new Error(`provider answered ${response.status}`)
  const { title = null, description = null } = (await response.json()) as Partial<Meta>
  return { title, description }
}
