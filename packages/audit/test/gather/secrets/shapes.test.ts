import { describe, expect, it } from 'vitest'
import { contextOf } from '../../../src/gather/secrets/file-context.ts'
import { shapeOf } from '../../../src/gather/secrets/values.ts'

describe('the shape of a value', () => {
  it.each([
    ['0002_auto_20160226_1747', 'not-a-secret'],
    ['0002-aZ9kQ4-20160226', 'mixed'],
    ['${hashPassword(password || ', 'reference'],
    ['x-ms-encryption-key-sha256', 'not-a-secret'],
    ['x-Kq81-zP4vW9-t7Yn2', 'random'],
    ['bs.dropdown', 'words'],
    ['bs.dr0pd0wn.Kx81', 'random'],
  ])('%s: %s', (value, shape) => {
    expect(shapeOf(value).shape).toBe(shape)
  })
})

describe('what a file is for', () => {
  it.each([
    ['shop/tests.py', 'test'],
    ['shop/test.js', 'test'],
    ['shop/locale/de/LC_MESSAGES/django.po', 'documentation'],
    ['shop/contests.py', 'source'],
    ['shop/latest.js', 'source'],
    ['test-lib/util.js', 'test'],
    ['shop/core/testing.py', 'test'],
  ])('%s: %s', (file, context) => {
    expect(contextOf(file)).toBe(context)
  })
})
