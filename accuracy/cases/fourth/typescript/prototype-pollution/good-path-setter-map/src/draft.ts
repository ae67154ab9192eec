export type Draft = Record<string, unknown>

export function setIn(draft: Draft, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() as string
  let node: Draft = draft
  for (const key of keys) {
    if (!Object.hasOwn(node, key)) {
      throw new RangeError('no such field')
    }
    node = node[key] as Draft
  }
  if (!Object.hasOwn(node, last)) {
    throw new RangeError('no such field')
  }
  node[last] = value
}
