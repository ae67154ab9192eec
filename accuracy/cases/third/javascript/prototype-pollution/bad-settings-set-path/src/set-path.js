export function setPath(target, path, value) {
  const keys = path.split('.')
  const last = keys.pop()
  let node = target
  for (const key of keys) {
    node[key] ??= {}
    node = node[key]
  }
  node[last] = value
  return target
}
