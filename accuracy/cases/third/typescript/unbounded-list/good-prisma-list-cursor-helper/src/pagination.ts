export interface PageArgs {
  take?: number
  skip?: number
  cursor?: { id: string }
}

export function pageArgs(query: { limit?: string; after?: string }): PageArgs {
  const take = Math.min(Math.max(Number(query.limit) || 25, 1), 100)
  return query.after ? { take, skip: 1, cursor: { id: query.after } } : { take }
}
