const isPlain = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

export function merge(target, source) {
  for (const key in source) {
    if (isPlain(source[key])) {
      if (!isPlain(target[key])) target[key] = {}
      merge(target[key], source[key])
    } else {
      target[key] = source[key]
    }
  }
  return target
}
