import type { DrivenRequest } from '../database/driven-request.ts'

/** The same request for other things of its kind: those that are known to be there, then neighbours of a number in the last part of the path that names one. */
export function otherPaths(request: DrivenRequest, count: number): readonly DrivenRequest[] {
  const segments = request.path.split('/')
  const at = request.template.split('/').findLastIndex((segment) => segment.startsWith('{'))
  const match = /^(?<stem>.*?)(?<number>\d{1,9})$/.exec(segments[at] ?? '')?.groups
  const neighbours =
    match === undefined
      ? []
      : Array.from({ length: count }, (_, index) => segments.with(at, `${match.stem ?? ''}${Number(match.number) + index + 1}`).join('/'))
  return [...new Set([...(request.otherPaths ?? []), ...neighbours])]
    .filter((path) => path !== request.path)
    .slice(0, count)
    .map((path) => ({ ...request, path }))
}

/** What the last parameter of the path says in a request. */
export function namedBy({ template, path }: DrivenRequest): string | null {
  const at = template.split('/').findLastIndex((segment) => segment.startsWith('{'))
  return at < 0 ? null : (path.split('/')[at] ?? null)
}

/** Fields in which an answer names the thing that its path names: `customer_id` under `/customers/{id}/...`, `id` under `/customers/{id}`. */
export function namingFields({ template }: DrivenRequest): readonly string[] {
  const segments = template.split('/')
  const at = segments.findLastIndex((segment) => segment.startsWith('{'))
  const noun = (segments[at - 1] ?? '').replace(/ies$/, 'y').replace(/s$/, '').replaceAll('-', '_')
  if (at < 1 || noun === '') return []
  return [`${noun}_id`, `${noun}Id`, ...(at === segments.length - 1 ? ['id'] : [])]
}
