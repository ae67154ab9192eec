export type Plain = Record<string, unknown>

/** Sets `a.b.c` of an object, making the steps on the way. */
export function setPath(target: Plain, path: string, value: unknown): void {
  const steps = path.split('.')
  const last = steps.pop() as string
  let node: any = target
  for (const step of steps) node = node[step] ??= {}
  node[last] = value
}

export function pick(source: Plain, names: readonly string[]): Plain {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(source, name)).map((name) => [name, source[name]]))
}
