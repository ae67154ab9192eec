/** A table that is asked with names of the analysed program: `constructor` and `toString` are in it only when they stand there. */
export function tableOf<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, entries)
}
