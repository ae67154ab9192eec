import { describe, expect, it } from 'vitest'
import { escapeRegex, pick, setPath } from '../src/utils/objects'

describe('objects', () => {
  it('sets a path', () => {
    const tree: Record<string, any> = {}
    setPath(tree, 'mail.digest', 'weekly')
    expect(tree).toEqual({ mail: { digest: 'weekly' } })
  })
  it('picks what is there', () => expect(pick({ a: 1, b: 2 }, ['a'])).toEqual({ a: 1 }))
  it('escapes patterns', () => expect(escapeRegex('a.b')).toBe('a\\.b'))
})
