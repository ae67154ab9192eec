import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { gatherTree } from '../../src/gather/tree.ts'
import { type TemporaryFolder, temporaryFolder } from '../temporary-folder.ts'

let folder: TemporaryFolder
afterEach(() => folder.dispose())

it('lists files in order and never what is installed or kept by git', async () => {
  folder = temporaryFolder({
    'b.js': '1',
    'a/c.py': '',
    'node_modules/x/index.js': '1',
    '.venv/lib/y.py': '',
    'tools/pyvenv.cfg': '',
    'tools/lib/z.py': '',
    '.env': 'A=1',
  })
  const tree = await gatherTree(folder.path)
  expect(tree.files.map(({ file }) => file)).toEqual(['.env', 'a/c.py', 'b.js'])
  expect(tree.isGitRepository).toBe(false)
})

it('tells what git tracks and ignores, without running git', async () => {
  folder = temporaryFolder({
    '.gitignore': '*.log\n/build\n',
    'app.js': '1',
    'app.log': '',
    'build/out.js': '1',
    'sub/.gitignore': '!keep.log\n',
    'sub/keep.log': '',
    'sub/other.log': '',
    'forced.log': '',
  })
  folder.git('init', '-q')
  folder.git('add', 'app.js')
  folder.git('add', '-f', 'forced.log')
  const { files, isGitRepository } = await gatherTree(folder.path)
  const state = Object.fromEntries(files.map(({ file, isTracked, isIgnoredByGit }) => [file, [isTracked, isIgnoredByGit]]))
  expect(isGitRepository).toBe(true)
  expect(state).toMatchObject({
    'app.js': [true, false],
    'app.log': [false, true],
    'build/out.js': [false, true],
    'sub/keep.log': [false, false],
    'sub/other.log': [false, true],
    'forced.log': [true, false],
  })
})

it.each(['2', '4'])('reads an index of version %s from a folder below the top', async (version) => {
  folder = temporaryFolder({
    'services/api/src/one.js': '1',
    'services/api/src/one-more.js': '1',
    'services/api/new.js': '1',
    'other.js': '1',
  })
  folder.git('init', '-q')
  folder.git('add', 'services/api/src', 'other.js')
  folder.git('update-index', '--index-version', version)
  const { files } = await gatherTree(join(folder.path, 'services/api'))
  expect(files.map(({ file, isTracked }) => [file, isTracked])).toEqual([
    ['new.js', false],
    ['src/one-more.js', true],
    ['src/one.js', true],
  ])
})

it('follows no link, and says where links lead', async () => {
  folder = temporaryFolder({ 'app/.env.production': 'A=1', 'outside/secret.txt': 'x', 'app/src/a.js': '1' })
  symlinkSync('.env.production', join(folder.path, 'app/.env'))
  symlinkSync('../outside', join(folder.path, 'app/out'))
  symlinkSync('..', join(folder.path, 'app/src/loop'))
  symlinkSync('nowhere', join(folder.path, 'app/broken'))
  const tree = await gatherTree(join(folder.path, 'app'))
  expect(tree.files.map(({ file }) => file)).toEqual(['.env.production', 'src/a.js'])
  expect(tree.links).toEqual([{ file: '.env', to: '.env.production' }])
  expect(tree.notRead.map(({ file }) => file)).toEqual(['broken', 'out', 'src/loop'])
})

it.each([
  ['a folder by name', ['legacy'], ['a.js', 'src/b.js']],
  ['a path', ['src/legacy'], ['a.js', 'legacy/c.js', 'src/b.js']],
  ['a glob', ['**/*.js'], ['src/legacy/d.py']],
])('leaves out %s', async (_, exclude, left) => {
  folder = temporaryFolder({ 'a.js': '1', 'src/b.js': '1', 'legacy/c.js': '1', 'src/legacy/d.py': '' })
  expect((await gatherTree(folder.path, { exclude })).files.map(({ file }) => file)).toEqual(left)
})

it('keeps modes', async () => {
  folder = temporaryFolder({ '.env': 'A=1' })
  chmodSync(join(folder.path, '.env'), 0o604)
  expect((await gatherTree(folder.path)).files).toMatchObject([{ file: '.env', mode: 0o604 }])
})

it('ends at a fixed depth', async () => {
  folder = temporaryFolder()
  mkdirSync(join(folder.path, 'd/'.repeat(80)), { recursive: true })
  expect((await gatherTree(folder.path)).notRead).toMatchObject([{ because: 'nested deeper than 64 folders' }])
})

it('refuses a root that is no folder', async () => {
  folder = temporaryFolder({ 'a.js': '' })
  await expect(gatherTree(join(folder.path, 'a.js'))).rejects.toThrow('not a folder')
})
