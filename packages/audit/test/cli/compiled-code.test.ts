import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { codeFolder } from '../../src/cli/compiled-code.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assay-code-'))
  for (const folder of ['project/app', 'clone/.git', 'clone/app']) mkdirSync(join(home, folder), { recursive: true })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

it.each([
  ['the cache of the user', { args: ['audit', '.'], at: 'project', cache: '.cache' }, true],
  ['a cache in the folder that is audited', { args: ['audit', '..'], at: 'project', cache: '.cache' }, false],
  ['a cache in the current folder', { args: [], at: 'project', cache: 'project/.cache' }, false],
  ['a cache in the repository around it', { args: ['audit', '.'], at: 'clone/app', cache: 'clone/.cache' }, false],
])('%s', (_, { args, at, cache }, isUsed) => {
  const folder = codeFolder(args, { workingDirectory: join(home, at), environment: { XDG_CACHE_HOME: join(home, cache) } })
  expect(folder === null).toBe(!isUsed)
  expect(existsSync(join(home, cache))).toBe(isUsed)
})

it('does not run code from a folder that others may write to', () => {
  const folder = join(home, '.cache/assay/code')
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o777)
  expect(codeFolder([], { workingDirectory: join(home, 'project'), environment: { HOME: home } })).toBeNull()
})

it('needs an absolute folder', () => {
  expect(codeFolder([], { workingDirectory: home, environment: { XDG_CACHE_HOME: 'cache' } })).toBeNull()
})
