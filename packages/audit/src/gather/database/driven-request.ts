/** A request that the service is known to accept, ready to be sent again and again. */
export interface DrivenRequest {
  /** `GET /orders/{id}`. */
  readonly endpoint: string
  readonly method: string
  /** Template. */
  readonly template: string
  readonly path: string
  /** Paths of other things of the same kind that are known to be there. */
  readonly otherPaths?: readonly string[]
  /** Values of the query, by name. */
  readonly query: Readonly<Record<string, string>>
  /** Names of the query that the specification or the source declares. */
  readonly queryNames: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** Fields of the body; null when there is none. */
  readonly body: Readonly<Record<string, unknown>> | null
  readonly contentType: string
}

export function pathOf({ path, query }: Pick<DrivenRequest, 'path' | 'query'>): string {
  const text = new URLSearchParams(query).toString()
  return text === '' ? path : `${path}?${text}`
}

export function withQuery(request: DrivenRequest, query: Readonly<Record<string, string>>): DrivenRequest {
  return { ...request, query: { ...request.query, ...query } }
}

/** Words that name how many things a page holds. */
const SIZE =
  /^(?:\$?(?:limit|top|first|take)|(?:page|batch)[-_.]?(?:size|limit)|per[-_]?page|size|count|max[-_]?results?|rows|page\[size\])$/i

/** Query parameters that may set the size of a page: declared ones, else the usual names. */
export function sizeNames({ queryNames }: DrivenRequest): readonly string[] {
  const declared = queryNames.filter((name) => SIZE.test(name))
  return declared.length > 0 ? declared : ['limit', 'page_size', 'per_page']
}

/** The list of an answer: the array itself, or the longest array of objects that it wraps. */
export function itemsIn(answer: unknown, depth = 0): readonly unknown[] {
  if (Array.isArray(answer)) return answer
  if (depth > 2 || typeof answer !== 'object' || answer === null) return []
  let longest: readonly unknown[] = []
  for (const value of Object.values(answer)) {
    const items = itemsIn(value, depth + 1)
    if (items.length > longest.length) longest = items
  }
  return longest
}
