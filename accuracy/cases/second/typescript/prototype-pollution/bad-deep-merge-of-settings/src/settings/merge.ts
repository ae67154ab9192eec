type Tree = { [key: string]: unknown }

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

export function merge(target: Tree, source: Tree): Tree {
  for (const key of Object.keys(source)) {
    const value = source[key]
    const present = target[key]
    if (isTree(value) && isTree(present)) merge(present, value)
    else target[key] = value
  }
  return target
}
