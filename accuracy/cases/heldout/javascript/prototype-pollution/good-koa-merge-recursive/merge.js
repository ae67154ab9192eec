export function merge(into, from) {
  for (const [key, value] of Object.entries(from)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') continue
    if (value !== null && typeof value === 'object') {
      into[key] ??= {}
      merge(into[key], value)
    } else into[key] = value
  }
  return into
}
