// npm run new-control -- AREA.NAME "Title, true when all is well": scaffolds a control, its test and its line in the registry.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const CONTROLS = join(ROOT, 'packages', 'audit', 'src', 'controls')
const TESTS = join(ROOT, 'packages', 'audit', 'test', 'controls')

const [id = '', title = ''] = process.argv.slice(2)
const parts = /^(?<area>[a-z]+)\.(?<name>[a-z][a-z0-9-]*)$/.exec(id)?.groups
if (parts === undefined || title === '') stop('Usage: npm run new-control -- AREA.NAME "A sentence that is true when all is well"')
const { area = '', name = '' } = parts
const file = join(CONTROLS, area, `${name}.ts`)
if (existsSync(file)) stop(`${id} exists already: ${file}`)

const constant = camel(`${area}-${name}`)
write(file, controlText())
write(join(TESTS, area, `${name}.test.ts`), testText())
writeFileSync(join(CONTROLS, 'index.ts'), registryText())
process.stdout.write(`Next: name the standards, write the check, then npm run docs\n`)

function controlText(): string {
  return `import { defineControl } from '../../model/control.ts'

export const ${constant} = defineControl({
  id: '${id}',
  title: ${JSON.stringify(title)},
  why: 'What goes wrong without it.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'read',
  standards: { cwe: [] },
  documents: [],
  verifiedBy: { static: 'how the source decides it' },
  passesWhen: 'what is seen when it holds',
  failsWhen: 'what is seen when it does not',
  fix: {},
  effortHours: [1, 4],
  checks: [],
})
`
}

function testText(): string {
  return `import { describe, expect, it } from 'vitest'
import { ${constant} } from '../../../src/controls/${area}/${name}.ts'
import { decide } from '../../decide.ts'

describe('${id}', () => {
  it.each<[string, object, string]>([
    ['nothing was gathered', {}, 'not-verified'],
  ])('%s', (_, facts, outcome) => {
    expect(decide(${constant}, 'static', facts).outcome).toBe(outcome)
  })
})
`
}

/** The registry from the folders, sorted by id. */
function registryText(): string {
  const controls = readdirSync(CONTROLS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((folder) => readdirSync(join(CONTROLS, folder.name)).map((each) => ({ area: folder.name, name: each.replace(/\.ts$/, '') })))
    .sort((a, b) => (`${a.area}.${a.name}` < `${b.area}.${b.name}` ? -1 : 1))
  const imports = controls.map((each) => `import { ${camel(`${each.area}-${each.name}`)} } from './${each.area}/${each.name}.ts'`)
  const lines = controls.map((each) => `  ${camel(`${each.area}-${each.name}`)},`)
  const head = readFileSync(join(CONTROLS, 'index.ts'), 'utf8').split('\n').slice(0, 2)
  return [...head, ...imports, '', 'export const CONTROLS: readonly Control[] = [', ...lines, ']', ''].join('\n')
}

function camel(words: string): string {
  return words.replaceAll(/[-.](\w)/g, (_, letter: string) => letter.toUpperCase())
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  process.stdout.write(`wrote ${path}\n`)
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}
