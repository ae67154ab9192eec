import { appendFileSync, existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { analyseSource } from '@assay/flow'
import { parse } from 'yaml'
import { AuditError } from '../model/errors.ts'
import type { Command } from './command.ts'

const IGNORED = '.assay/runs/'

export const initCommand: Command = {
  name: 'init',
  help: `assay init [FOLDER] [--force]

Looks at FOLDER (default: the current directory) and writes assay.yaml with
the start command, health path and OpenAPI file it finds, and tells git to
ignore ${IGNORED}. --force replaces an assay.yaml that exists.
`,
  async run(args, { stdout, workingDirectory }) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { force: { type: 'boolean' } } })
    const root = resolve(workingDirectory, positionals[0] ?? '.')
    if (!existsSync(root)) throw new AuditError('TARGET_MISSING', `There is no folder ${root}.`)
    const file = join(root, 'assay.yaml')
    if (existsSync(file) && values.force !== true) throw new AuditError('USAGE', `${file} exists. Use --force to replace it.`)
    const found = await look(root)
    writeFileSync(file, configurationText(found))
    const ignored = ignoreRuns(root)
    stdout.write(`Wrote ${file}\n`)
    for (const line of describe(found)) stdout.write(`  ${line}\n`)
    if (ignored) stdout.write(`  .gitignore: added ${IGNORED}\n`)
    stdout.write(`\nNext: assay audit${found.start === null ? ' --url http://127.0.0.1:PORT' : ' --start'}\n`)
    return 0
  },
}

interface Found {
  readonly frameworks: readonly string[]
  readonly routes: number
  readonly start: string | null
  readonly health: string | null
  readonly openapi: string | null
}

const OPENAPI_FILES = [
  'openapi.yaml',
  'openapi.yml',
  'openapi.json',
  'swagger.yaml',
  'swagger.json',
  'docs/openapi.yaml',
  'docs/openapi.json',
  'api/openapi.yaml',
]

async function look(root: string): Promise<Found> {
  const { frameworks, routes } = await analyseSource({ root })
  return {
    frameworks,
    routes: routes.length,
    start: startCommand(root),
    health: routes.find(({ purpose, method }) => purpose === 'health' && (method === 'GET' || method === 'ANY'))?.path ?? null,
    openapi: OPENAPI_FILES.find((name) => existsSync(join(root, name))) ?? null,
  }
}

/** What the project itself says starts it: a start script, a Procfile's web line, a compose command. */
function startCommand(root: string): string | null {
  const read = (name: string): string | null => (isRegularFile(join(root, name)) ? readFileSync(join(root, name), 'utf8') : null)
  const manifest = read('package.json')
  if (manifest !== null && hasStartScript(manifest)) return 'npm start'
  const web = /^web:\s*(?<command>.+)$/m.exec(read('Procfile') ?? '')?.groups?.command
  if (web !== undefined) return web.trim()
  for (const name of ['app.py', 'main.py', 'server.py', 'manage.py']) {
    if (existsSync(join(root, name)))
      return name === 'manage.py' ? 'python manage.py runserver 127.0.0.1:$PORT --noreload' : `python ${name}`
  }
  return null
}

/** A pipe or a device would never end, and a link may lead anywhere. */
function isRegularFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true
}

function hasStartScript(manifest: string): boolean {
  try {
    const value: unknown = JSON.parse(manifest)
    return (
      typeof value === 'object' &&
      value !== null &&
      'scripts' in value &&
      typeof value.scripts === 'object' &&
      value.scripts !== null &&
      'start' in value.scripts
    )
  } catch {
    return false
  }
}

function configurationText({ start, health, openapi }: Found): string {
  const service = [
    start === null ? '  # start: npm start' : `  start: ${JSON.stringify(start)}`,
    health === null ? '  # health: /health' : `  health: ${JSON.stringify(health)}`,
    ...(openapi === null ? [] : [`  openapi: ${JSON.stringify(openapi)}`]),
  ]
  const text = `# Configuration of assay; every key is optional. Reference: assay audit --help
source: .
service:
${service.join('\n')}
# Routes that are meant to answer everybody:
# publicRoutes:
#   - GET /products
# Objectives of this service:
# budgets:
#   profile: browsing  # or strict, predicting, administering
#   p95Ms: 300
#   requestsPerSecond: 100
# Statements for what no tool can look into:
# attestations:
#   - control: ops.on-call
#     statement: Rota in the operations calendar, two people at any time
#     owner: operations
#     date: 2026-01-31
`
  parse(text)
  return text
}

function describe({ frameworks, routes, start, health, openapi }: Found): string[] {
  return [
    `frameworks: ${frameworks.join(', ') || 'none recognised'} (${routes} routes)`,
    `start: ${start ?? 'not found; set service.start'}`,
    `health: ${health ?? 'not found; any answer at / counts'}`,
    `openapi: ${openapi ?? 'not found; routes come from the source'}`,
  ]
}

function ignoreRuns(root: string): boolean {
  const file = join(root, '.gitignore')
  if (existsSync(file) && !isRegularFile(file)) return false
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (text.split('\n').some((line) => line.trim() === IGNORED || line.trim() === '.assay/')) return false
  appendFileSync(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${IGNORED}\n`)
  return true
}
