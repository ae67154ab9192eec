export function merge(into, from) {
  for (const [key, value] of Object.entries(from)) {
    if (key === '') continue
    if (value !== null && typeof value === 'object') {
      into[key] ??= {}
      merge(into[key], value)
    } else into[key] = value
  }
  return into
}
