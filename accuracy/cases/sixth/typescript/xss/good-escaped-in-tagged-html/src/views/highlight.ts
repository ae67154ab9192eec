import { html } from 'hono/html'

/** Marks the first place where the term occurs in the text. */
export function highlight(text: string, term: string) {
  const at = term ? text.toLowerCase().indexOf(term.toLowerCase()) : -1
  if (at < 0) return text
  const before = text.slice(0, at)
  const after = text.slice(at + term.length)
  return html`${before}<mark>${term}</mark>${after}`
}
