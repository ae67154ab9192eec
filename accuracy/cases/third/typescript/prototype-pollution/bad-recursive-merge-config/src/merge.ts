type Tree = { [key: string]: unknown }

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

export function merge(base: Tree, changes: Tree): Tree {
  for (const key in changes) {
    const value = changes[key]
    if (isTree(value) && isTree(base[key])) merge(base[key], value)
    else base[key] = value
  }
  return base
}
