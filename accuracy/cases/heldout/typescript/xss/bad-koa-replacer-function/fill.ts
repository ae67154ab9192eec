import escapeHtml from 'escape-html'

export function fill(page: string, values: Readonly<Record<string, string>>): string {
  return page.replace(/%(\w+)%/g, (_whole, name: string) => values[name] ?? escapeHtml(name))
}
