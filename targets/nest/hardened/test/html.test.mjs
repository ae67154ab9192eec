import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '../dist/pages/html.js'

test('values are escaped, markup in markup is not', () => {
  const inner = html`<li>${'<b>&"'}</li>`
  assert.equal(html`<ul>${[inner, inner]}</ul>`.text, '<ul><li>&lt;b&gt;&amp;&quot;</li><li>&lt;b&gt;&amp;&quot;</li></ul>')
})
