import escapeHtml from 'escape-html'

const item = (name: string): string => `<li>${name.trim()}</li>`

export function renderRoster(names: readonly string[]): string {
  const count = escapeHtml(String(names.length))
  return `<p>${count} names</p><ul>${names.reduce((list, name) => list + item(name), '')}</ul>`
}
