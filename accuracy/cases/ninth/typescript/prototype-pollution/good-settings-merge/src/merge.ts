type Tree = { [key: string]: unknown }

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

export function mergeInto(target: Tree, source: Tree): Tree {
  for (const key of Object.keys(source)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') continue
    const current = target[key]
    if (isTree(current) && isTree(source[key])) {
      mergeInto(current, source[key])
    } else {
      target[key] = source[key]
    }
  }
  return target
}
