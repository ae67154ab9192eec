/** Fills a canned answer: "Hello ${customer.name}, your ticket ${ticket.ref} ...". */
export function renderMacro(template: string, values: Record<string, unknown>): string {
  const names = Object.keys(values)
  const fill = new Function(...names, 'return `' + template + '`')
  return fill(...names.map((name) => values[name]))
}

const SIGNATURES: Record<string, string> = { short: 'Best, {name}', long: 'Kind regards,\n{name}\nSupport desk' }

export function signature(kind: string, name: string): string {
  const text = Object.hasOwn(SIGNATURES, kind) ? SIGNATURES[kind] : SIGNATURES.short
  return text.replace('{name}', () => name)
}
