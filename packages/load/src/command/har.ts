import type { LoadRequest } from '../http/request-template.ts'

/** Headers that belong to the browser's connection, not to the request. */
const OF_THE_CONNECTION =
  /^(?::|host$|connection$|content-length$|transfer-encoding$|accept-encoding$|keep-alive$|proxy-|upgrade|te$|if-none-match$|if-modified-since$)/i

/** The recorded requests that went to the host of `target`, in their order, without pauses; what cannot be read is left out. */
export function requestsOfHar(log: Readonly<Record<string, unknown>>, target: string): LoadRequest[] {
  const { host } = new URL(target)
  const entries: unknown[] = Array.isArray(log.entries) ? log.entries : []
  return entries.flatMap((entry): LoadRequest[] => {
    const request = at(entry, 'request')
    const address = at(request, 'url')
    if (typeof address !== 'string' || !URL.canParse(address)) return []
    const url = new URL(address)
    if (url.host !== host || !/^https?:$/.test(url.protocol)) return []
    const method = at(request, 'method')
    const body = at(at(request, 'postData'), 'text')
    return [
      {
        path: url.pathname + url.search,
        headers: headersOf(at(request, 'headers')),
        ...(typeof method === 'string' ? { method: method.toUpperCase() } : {}),
        ...(typeof body === 'string' ? { body } : {}),
      },
    ]
  })
}

function headersOf(list: unknown): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const each of Array.isArray(list) ? list : []) {
    const name = at(each, 'name')
    const value = at(each, 'value')
    if (typeof name === 'string' && typeof value === 'string' && !OF_THE_CONNECTION.test(name)) headers[name] = value
  }
  return headers
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}
