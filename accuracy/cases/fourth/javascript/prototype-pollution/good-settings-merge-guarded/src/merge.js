const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

function merge(target, source) {
  for (const key of Object.keys(source)) {
    if (FORBIDDEN.has(key)) {
      continue
    }
    const value = source[key]
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      target[key] = merge(target[key] || {}, value)
    } else {
      target[key] = value
    }
  }
  return target
}

module.exports = { merge }
