/** Sets `a.b.c` in an object, making what is missing on the way. */
export function setPath(target, path, value) {
  const keys = path.split('.')
  const last = keys.pop()
  let node = target
  for (const key of keys) {
    if (key === '__proto__') throw new RangeError('bad key')
    if (node[key] === undefined) node[key] = {}
    node = node[key]
  }
  node[last] = value
  return target
}
