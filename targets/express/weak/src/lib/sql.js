const SORTABLE = { newest: 'created_at DESC', oldest: 'created_at ASC', status: 'status ASC' }

/** WHERE clause that matches the term in any of the columns. */
export function whereLike(columns, term) {
  const parts = columns.map((column) => column + " LIKE '%" + term + "%'")
  return 'WHERE ' + parts.join(' OR ')
}

export function orderBy(key) {
  return `ORDER BY ${SORTABLE[key] ?? SORTABLE.newest}`
}
