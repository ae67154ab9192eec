import { expect, it } from 'vitest'
import { createCallModels } from '../../src/engine/call-models.ts'
import { isSecretName } from '../../src/knowledge/secret-names.ts'
import { SINKS } from '../../src/knowledge/sinks.ts'
import { SOURCES } from '../../src/knowledge/sources.ts'
import { PARENT_TYPES, RESULT_TYPES } from '../../src/knowledge/types.ts'

const models = createCallModels()

it('reads every pattern of every sink', () => {
  for (const sink of SINKS) {
    for (const pattern of sink.calls) {
      const name = pattern.endsWith('()') || !pattern.includes('(') ? pattern : pattern.slice(0, pattern.lastIndexOf('('))
      expect(models.of(name).sinks.map((role) => role.kind)).toContain(sink.kind)
    }
  }
})

it('names every source once', () => {
  const names = SOURCES.flatMap((source) => source.names)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

it('has no type that is its own parent', () => {
  for (const type of Object.keys(PARENT_TYPES)) {
    const seen = new Set<string>()
    for (let at: string | undefined = type; at !== undefined; at = PARENT_TYPES[at]) {
      expect(seen.has(at)).toBe(false)
      seen.add(at)
    }
  }
  expect(Object.values(RESULT_TYPES).every((type) => type.length > 0)).toBe(true)
})

it.each([
  ['dbapi.Cursor.execute', 'sql-injection'],
  ['fs.promises.readFile', 'path-traversal'],
  ['express.Application.get', undefined],
])('%s', (name, kind) => {
  expect(models.of(name).sinks[0]?.kind).toBe(kind)
})

it.each([
  ['password', true],
  ['api_key', true],
  ['jwtSecret', true],
  ['password_hash', false],
  ['passwordReset', false],
  ['name', false],
  ['token', false],
])('%s is a secret: %s', (name, expected) => {
  expect(isSecretName(name)).toBe(expected)
})
