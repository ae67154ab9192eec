export function pick<T extends object, K extends keyof T>(source: T, ...keys: K[]): Partial<Pick<T, K>> {
  const picked: Partial<Pick<T, K>> = {}
  for (const key of keys) {
    if (Object.hasOwn(source, key)) picked[key] = source[key]
  }
  return picked
}
