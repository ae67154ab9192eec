/** Sets `a.b.c` in a tree, making what is missing on the way. */
export function setPath(tree: Record<string, any>, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() as string
  let node = tree
  for (const key of keys) {
    node[key] ??= {}
    node = node[key]
  }
  node[last] = value
}

export function pick<T extends object, K extends keyof T>(source: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.filter((key) => source[key] !== undefined).map((key) => [key, source[key]])) as Pick<T, K>
}

export const escapeRegex = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export class HttpError extends Error {
  constructor(readonly status: number, message: string) {
    super(message)
  }
}
