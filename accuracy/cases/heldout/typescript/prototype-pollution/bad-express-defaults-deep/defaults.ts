export type Tree = { [key: string]: unknown }

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

export function overlay(base: Tree, changes: Tree): Tree {
  for (const key of Object.keys(changes)) {
    const current = base[key]
    const change = changes[key]
    if (isTree(current) && isTree(change)) overlay(current, change)
    else if (change !== undefined) base[key] = change
  }
  return base
}
