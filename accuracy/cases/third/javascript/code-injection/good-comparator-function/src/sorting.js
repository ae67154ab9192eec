const DIRECTIONS = { asc: 1, desc: -1 }

function reader(path) {
  const keys = path.split('.')
  return (row) => keys.reduce((value, key) => (value && Object.hasOwn(value, key) ? value[key] : undefined), row)
}

export function parseSort(text = '') {
  return text
    .split(',')
    .filter(Boolean)
    .slice(0, 3)
    .map((part) => {
      const [path, direction = 'asc'] = part.split(':')
      return { read: reader(path), factor: DIRECTIONS[direction] ?? 1 }
    })
}

export function sortRows(rows, sort) {
  return rows.toSorted((a, b) => {
    for (const { read, factor } of sort) {
      const [left, right] = [read(a), read(b)]
      if (left < right) return -factor
      if (left > right) return factor
    }
    return 0
  })
}
