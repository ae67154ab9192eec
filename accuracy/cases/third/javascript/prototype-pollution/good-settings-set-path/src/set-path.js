const REFUSED = new Set(['__proto__', 'constructor', 'prototype'])

export function setPath(target, path, value) {
  const keys = path.split('.')
  if (keys.some((key) => REFUSED.has(key))) throw new RangeError(`No such setting: ${path}`)
  const last = keys.pop()
  let node = target
  for (const key of keys) {
    node[key] ??= {}
    node = node[key]
  }
  node[last] = value
  return target
}
