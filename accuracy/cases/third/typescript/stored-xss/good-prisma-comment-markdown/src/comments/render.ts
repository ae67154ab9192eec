import createDOMPurify from 'dompurify'
import { JSDOM } from 'jsdom'
import { marked } from 'marked'

const purify = createDOMPurify(new JSDOM('').window)

export function renderComment(source: string): string {
  const html = marked.parse(source, { async: false, gfm: true })
  return purify.sanitize(html.trim(), { USE_PROFILES: { html: true } })
}
