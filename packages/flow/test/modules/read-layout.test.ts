import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readModuleLayout } from '../../src/modules/read-layout.ts'
import { moduleResolver } from '../../src/modules/resolve-modules.ts'

const root = mkdtempSync(join(tmpdir(), 'layout-'))
afterAll(() => rmSync(root, { recursive: true }))

const written: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "shop", "main": "./src/main.js", "imports": { "#db": "./src/db.ts" } }',
  'config/base.json': '{ "compilerOptions": { "paths": { "@/*": ["../src/*"], }, /* a comment */ }, "extends": "./base.json" }',
  'tsconfig.json': '{ // the project\n "extends": "./config/base.json" }',
  'packages/core/package.json': '{ "name": "@shop/core", "exports": "./dist/index.js" }',
  'broken/package.json': '{ "name": ',
  'api/pyproject.toml': '[tool.setuptools.packages.find]\nwhere = ["source"]\n',
  'jobs/setup.py': 'setup(name="jobs", package_dir={"": "code"})',
}
for (const [path, text] of Object.entries(written)) {
  mkdirSync(join(root, dirname(path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
mkdirSync(join(root, 'linked'))
symlinkSync(join(root, 'package.json'), join(root, 'linked/package.json'))

const files = [
  'src/main.ts',
  'src/db.ts',
  'packages/core/src/index.ts',
  'broken/a.js',
  'linked/a.js',
  'api/source/shop/db.py',
  'api/tests/test_db.py',
  'jobs/code/work.py',
  'jobs/bin/run.py',
]
const layout = readModuleLayout(root, files)

it('reads manifests, but neither broken ones nor links', () => {
  expect(layout.manifests.map(({ directory, name }) => [directory, name])).toEqual([
    ['', 'shop'],
    ['packages/core', '@shop/core'],
  ])
})

it.each([
  ['src/main.ts', '#db', 'src/db.ts'],
  ['src/main.ts', '@/db', 'src/db.ts'],
  ['src/main.ts', '@shop/core', 'packages/core/src/index.ts'],
  ['api/tests/test_db.py', 'shop.db', 'api/source/shop/db.py'],
  ['jobs/bin/run.py', 'work', 'jobs/code/work.py'],
])('%s finds %s', (from, specifier, file) => {
  expect(moduleResolver(layout)(from, specifier)).toEqual({ kind: 'file', file })
})
