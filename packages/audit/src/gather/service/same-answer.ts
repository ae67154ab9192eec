import { jsonOf, normalised, type Reply } from './reply.ts'

/** Same status and same content, leaving out what the answer repeats of the question. */
export function sameAnswer(a: Reply, sentA: string, b: Reply, sentB: string): boolean {
  return a.status === b.status && bare(a, sentA) === bare(b, sentB)
}

function bare(reply: Reply, sent: string): string {
  let body = reply.body
  for (const form of [
    sent,
    JSON.stringify(sent).slice(1, -1),
    encodeURIComponent(sent),
    sent.replaceAll("'", '&#39;'),
    sent.replaceAll("'", '&#x27;'),
    sent.trim(),
  ]) {
    if (form.length >= 3) body = body.replaceAll(form, '~q~')
  }
  const value = jsonOf({ body })
  return normalised(value === undefined ? body : JSON.stringify(withoutEcho(value)))
}

/** Fields that hold what was asked are no part of the answer. */
function withoutEcho(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEcho)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !/^(?:query|q|search|term|filter|keyword|path|url|instance|detail|message)$/i.test(name))
      .map(([name, child]) => [name, withoutEcho(child)]),
  )
}
