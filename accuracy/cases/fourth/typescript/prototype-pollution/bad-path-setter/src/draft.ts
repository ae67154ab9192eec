export type Draft = Record<string, unknown>

export function setIn(draft: Draft, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() as string
  let node: Draft = draft
  for (const key of keys) {
    node = node[key] as Draft
  }
  node[last] = value
}
