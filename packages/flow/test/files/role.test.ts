import { describe, expect, it } from 'vitest'
import { type FileRole, roleOf } from '../../src/files/role.ts'

const CASES: readonly (readonly [string, FileRole])[] = [
  ['src/session.config.ts', 'application'],
  ['src/config/jwt.config.ts', 'application'],
  ['vite.config.ts', 'script'],
  ['webpack.prod.config.js', 'script'],
  ['app/tasks.py', 'application'],
  ['fabfile.py', 'script'],
  ['scripts/seed.js', 'script'],
  ['db/migrations/0001_init.py', 'migration'],
  ['tests/tasks.py', 'test'],
]

describe('the role of a file', () => {
  it.each(CASES)('%s is %s', (file, role) => {
    expect(roleOf(file)).toBe(role)
  })
})
