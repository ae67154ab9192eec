// The direction of imports: rooms of audit import model and never one another; flow and load import nothing of ours.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const ROOMS = ['model', 'gather', 'controls', 'judge', 'report', 'cli']
/** What each room may import besides itself and model. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  model: [],
  gather: [],
  controls: [],
  judge: [],
  report: [],
  cli: ['gather', 'controls', 'judge', 'report', 'audit.ts'],
}
/** Packages of ours that each package may import. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  flow: [],
  load: [],
  audit: ['@assay/flow', '@assay/load'],
  'report-ui': ['assay'],
}
/** cli/main.ts alone reads argv and env or exits; the other two hand the environment on to a process that they start. */
const READS_PROCESS = [
  'packages/audit/src/cli/main.ts',
  'packages/audit/src/gather/service/start.ts',
  'packages/audit/src/gather/secrets/git-history.ts',
]

const problems: string[] = []
for (const name of Object.keys(PACKAGES)) for (const file of sources(join(ROOT, 'packages', name, 'src'))) check(name, file)
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.stdout.write(`imports: ${problems.length} problems\n`)
process.exit(problems.length === 0 ? 0 : 1)

function check(name: string, file: string): void {
  const text = readFileSync(file, 'utf8')
  const here = relative(ROOT, file)
  for (const [, specifier = ''] of text.matchAll(/(?:^|\n)(?:import|export)\b[^'"\n]*?(?:\n[^'"]*?)?from '([^']+)'/g)) {
    if (/^@assay\/|^assay$/.test(specifier) && !PACKAGES[name]?.includes(specifier))
      problems.push(`${here}: ${name} must not import ${specifier}`)
    if (name === 'audit' && specifier.startsWith('.')) checkRoom(file, specifier)
  }
  if (/process\.(?:env|argv|exit\b)/.test(withoutComments(text)) && name === 'audit' && !READS_PROCESS.includes(here))
    problems.push(`${here}: only cli/main.ts reads process.env and argv or exits`)
}

function checkRoom(file: string, specifier: string): void {
  const base = join(ROOT, 'packages', 'audit', 'src')
  const from = roomOf(relative(base, file))
  const target = relative(base, resolve(dirname(file), specifier))
  const to = roomOf(target)
  if (from === null || to === from || to === 'model' || (to === null && ALLOWED[from]?.includes(target))) return
  if (to !== null && ALLOWED[from]?.includes(to)) return
  problems.push(`${relative(ROOT, file)}: room ${from} must not import ${target}`)
}

function roomOf(path: string): string | null {
  const first = path.split('/')[0] ?? ''
  return ROOMS.includes(first) ? first : null
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .sort()
    .map((name) => join(folder, name))
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
}
