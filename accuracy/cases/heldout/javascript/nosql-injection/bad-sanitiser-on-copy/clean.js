/** A copy of the object without keys that begin with a dollar sign or hold a dot, at any depth. */
export function withoutOperators(value) {
  if (Array.isArray(value)) return value.map(withoutOperators)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith('$') && !key.includes('.'))
      .map(([key, inner]) => [key, withoutOperators(inner)]),
  )
}
