export interface PageArgs {
  take?: number
  skip?: number
  cursor?: { id: string }
}

export function pageArgs(query: { limit?: string; after?: string }): PageArgs {
  const take = query.limit ? Number(query.limit) : undefined
  return query.after ? { take, skip: 1, cursor: { id: query.after } } : { take }
}
