export interface Meta {
  title: string | null
  description: string | null
}

const first = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? null

export async function readMeta(address: string): Promise<Meta> {
  const response = await fetch(address, { signal: AbortSignal.timeout(5000), headers: { accept: 'text/html' } })
  const html = (await response.text()).slice(0, 50_000)
  return {
    title: first(html, /<title>([^<]*)</i),
    description: first(html, /<meta name="description" content="([^"]*)"/i) ?? html.slice(0, 200),
  }
}
