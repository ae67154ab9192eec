export type Tree = { [key: string]: Tree | boolean }
const KEY = /^[a-z][a-z0-9-]{0,30}$/

export function setPath(tree: Tree, path: string, value: boolean): void {
  const keys = path.split('.')
  if (!keys.every((key) => KEY.test(key) && key !== 'constructor' && key !== 'prototype')) throw new RangeError('not a path')
  const last = keys.pop() as string
  let node: Tree = tree
  for (const key of keys) {
    if (typeof node[key] !== 'object') node[key] = emptyTree()
    node = node[key] as Tree
  }
  node[last] = value
}

export const emptyTree = (): Tree => Object.create(null) as Tree
