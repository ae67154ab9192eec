import { describe, expect, it } from 'vitest'
import { escapeHtml, escapeRegExp, setPath } from '../src/lib/objects.js'

describe('objects', () => {
  it('sets a nested value', () => {
    expect(setPath({}, 'page.colors.accent', '#123456')).toEqual({ page: { colors: { accent: '#123456' } } })
  })
  it('escapes', () => {
    expect(escapeHtml('<b>')).toBe('&lt;b&gt;')
    expect(new RegExp(escapeRegExp('a.b')).test('axb')).toBe(false)
  })
})
