/** Items with a key of their own: pieces of evidence have no name, and the same one may be met twice. */
export function keyed<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): { readonly key: string; readonly item: T; readonly at: number }[] {
  const met = new Map<string, number>()
  return items.map((item, at) => {
    const name = nameOf(item)
    const times = met.get(name) ?? 0
    met.set(name, times + 1)
    return { key: times === 0 ? name : `${name} (${times + 1})`, item, at }
  })
}
