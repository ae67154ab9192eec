const assert = require('assert')
const { escapeHtml, mark, merge } = require('../lib/text')

describe('text', () => {
  it('escapes', () => assert.equal(escapeHtml('<b>'), '&lt;b&gt;'))
  it('marks words', () => assert.equal(mark('Cut & paste', 'paste'), 'Cut &amp; <b>paste</b>'))
  it('keeps older settings', () => assert.deepEqual(merge({ a: { b: 1 } }, { a: { c: 2 } }), { a: { b: 1, c: 2 } }))
})
