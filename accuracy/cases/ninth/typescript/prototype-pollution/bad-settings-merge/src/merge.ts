type Tree = { [key: string]: unknown }

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

export function mergeInto(target: Tree, source: Tree): Tree {
  for (const key of Object.keys(source)) {
    if (source[key] === undefined) continue
    const current = target[key]
    if (isTree(current) && isTree(source[key])) {
      mergeInto(current, source[key])
    } else {
      target[key] = source[key]
    }
  }
  return target
}
