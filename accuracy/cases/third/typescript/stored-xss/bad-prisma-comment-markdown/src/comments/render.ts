import { marked } from 'marked'

export function renderComment(source: string): string {
  const html = marked.parse(source, { async: false, gfm: true })
  return html.trim()
}
