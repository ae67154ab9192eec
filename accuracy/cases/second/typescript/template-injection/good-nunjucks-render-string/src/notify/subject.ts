const PLACEHOLDER = /\{(order|name)\}/g

export function subjectOf(source: string, values: Record<string, string>): string {
  return source.replace(PLACEHOLDER, (_match, key: string) => values[key] ?? '')
}
