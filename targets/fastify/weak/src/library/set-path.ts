/** Sets a value by its dotted path: setPath(settings, 'editor.font', 'serif'). */
export function setPath(target: any, path: string, value: unknown): void {
  const parts = path.split('.')
  let at = target
  for (const part of parts.slice(0, -1)) {
    if (at[part] === undefined) at[part] = {}
    at = at[part]
  }
  at[parts[parts.length - 1] as string] = value
}

/** Copies the settings of a template; the result has no prototype, so names cannot reach one. */
export function withoutPrototype(source: Record<string, unknown>): Record<string, unknown> {
  const copy = Object.create(null)
  for (const key of Object.keys(source)) copy[key] = source[key]
  return copy
}
