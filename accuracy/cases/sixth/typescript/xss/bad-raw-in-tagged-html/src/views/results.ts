import { html } from 'hono/html'
import { highlight } from './highlight.js'

export interface Notice {
  id: number
  headline: string
}

export const results = (term: string, notices: Notice[]) => html`<!doctype html>
<html>
  <body>
    <h1>${highlight(`Notices about ${term}`, term)}</h1>
    <ol>
      ${notices.map((notice) => html`<li><a href="/notices/${notice.id}">${notice.headline}</a></li>`)}
    </ol>
  </body>
</html>`
