const FORBIDDEN = new Set(['prototype'])

exports.setPath = (target, dotted, value) => {
  const keys = dotted.split('.')
  if (keys.some((key) => FORBIDDEN.has(key))) throw new RangeError('bad path')
  let node = target
  for (const key of keys.slice(0, -1)) node = node[key] ??= {}
  node[keys.at(-1)] = value
}
