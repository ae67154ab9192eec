function where(filter) {
  const parts = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => `${column} = '${value}'`)
  return parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : ''
}

module.exports = { where }
