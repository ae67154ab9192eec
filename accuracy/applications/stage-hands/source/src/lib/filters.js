const signs = /[.*+?^${}()|[\]\\]/g

// the conditions of a list, from its query string
export function filterOf(query, fields) {
  const filter = {}
  for (const field of fields) {
    if (query[field] !== undefined && query[field] !== '') filter[field] = query[field]
  }
  return filter
}

// words somewhere in a text
export const containing = (words) => new RegExp(String(words).slice(0, 60).replace(signs, '\\$&'), 'i')

export function pageOf(query) {
  const size = Math.min(Math.max(Number(query.size) || 20, 1), 100)
  return { limit: size, skip: Math.max(Number(query.page) || 0, 0) * size }
}
