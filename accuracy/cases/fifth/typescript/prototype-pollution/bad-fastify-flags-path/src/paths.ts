export type Tree = { [key: string]: Tree | boolean }

export function setPath(tree: Tree, path: string, value: boolean): void {
  const keys = path.split('.')
  const last = keys.pop() as string
  let node: Tree = tree
  for (const key of keys) {
    if (typeof node[key] !== 'object') node[key] = {}
    node = node[key] as Tree
  }
  node[last] = value
}

export const emptyTree = (): Tree => ({})
