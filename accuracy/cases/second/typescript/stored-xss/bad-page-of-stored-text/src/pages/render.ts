import { marked } from 'marked'

export function render(source: string): string {
  return marked.parse(source, { async: false })
}
