const bare = () => Object.create(null)

export function nest(pairs) {
  const result = bare()
  for (const [path, value] of pairs) {
    const [outer, inner] = path.split('.')
    result[outer] ??= bare()
    result[outer][inner ?? 'value'] = value
  }
  return result
}
