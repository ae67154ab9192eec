type Tree = { [key: string]: unknown }

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

export function merge(base: Tree, changes: Tree): Tree {
  for (const key of Object.keys(base)) {
    if (!Object.hasOwn(changes, key)) continue
    const value = changes[key]
    const current = base[key]
    if (isTree(value) && isTree(current)) merge(current, value)
    else base[key] = value
  }
  return base
}
