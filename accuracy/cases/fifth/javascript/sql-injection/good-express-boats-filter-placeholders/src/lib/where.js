function where(filter) {
  const parts = []
  const values = []
  for (const [column, value] of Object.entries(filter)) {
    if (value === undefined) continue
    values.push(value)
    parts.push(`${column} = $${values.length}`)
  }
  return { text: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', values }
}

module.exports = { where }
