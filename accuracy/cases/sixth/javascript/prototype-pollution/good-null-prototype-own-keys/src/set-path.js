/** Sets `a.b.c` in an object, making what is missing on the way. */
export function setPath(target, path, value) {
  const keys = path.split('.')
  const last = keys.pop()
  let node = target
  for (const key of keys) {
    if (!Object.hasOwn(node, key)) node[key] = Object.create(null)
    node = node[key]
    if (node === null || typeof node !== 'object') throw new RangeError('bad key')
  }
  node[last] = value
  return target
}
