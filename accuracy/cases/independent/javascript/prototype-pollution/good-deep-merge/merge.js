const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

export function merge(target, source) {
  for (const key of Object.keys(source)) {
    if (FORBIDDEN.has(key)) continue
    if (source[key] !== null && typeof source[key] === 'object') {
      if (target[key] === undefined) target[key] = {}
      merge(target[key], source[key])
    } else {
      target[key] = source[key]
    }
  }
  return target
}
