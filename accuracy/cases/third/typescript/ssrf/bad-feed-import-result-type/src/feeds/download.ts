import { XMLParser } from 'fast-xml-parser'
import { fail, ok, type Result } from '../lib/result'

export interface FeedItem {
  title: string
  link: string
}

const parser = new XMLParser({ ignoreAttributes: true, processEntities: false })

export async function downloadFeed(url: URL): Promise<Result<FeedItem[]>> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(8000) })
  if (!response.ok) return fail(`The feed answered ${response.status}`)
  const document = parser.parse(await response.text())
  const items = [document?.rss?.channel?.item ?? []].flat()
  return ok(items.slice(0, 100).map(({ title, link }: FeedItem) => ({ title: String(title), link: String(link) })))
}
