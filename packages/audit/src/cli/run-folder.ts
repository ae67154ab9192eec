import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { AuditError } from '../model/errors.ts'
import type { Report } from '../model/report.ts'
import type { Run } from '../model/run.ts'
import { renderHtml } from '../report/html.ts'

export interface SavedRun {
  readonly folder: string
  /** Why there is no page beside the report; null when there is one. */
  readonly pageProblem: string | null
}

/** Keeps a run: facts, report and page in a folder of its own; `latest` names the newest. A page that cannot be made loses nothing else. */
export function saveRun(output: string, run: Run, report: Report): SavedRun {
  const folder = join(output, run.id)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, 'run.json'), `${JSON.stringify(run)}\n`)
    writeFileSync(join(folder, 'report.json'), renderStored(report))
    writeFileSync(join(output, 'latest'), `${run.id}\n`)
    ignoreRuns(output)
    return { folder, pageProblem: savePage(folder, report) }
  } catch (error) {
    throw new AuditError(
      'OUTPUT_FAILED',
      `Cannot write the run to ${folder} (${error instanceof Error ? error.message : String(error)}). Choose another folder with --output.`,
      { cause: error },
    )
  }
}

function savePage(folder: string, report: Report): string | null {
  try {
    writeFileSync(join(folder, 'report.html'), renderHtml(report))
    return null
  } catch (error) {
    if (error instanceof AuditError) return error.message
    throw error
  }
}

export function renderStored(report: Report): string {
  return `${JSON.stringify(report, undefined, 1)}\n`
}

/** Runs hold evidence of one machine: a file beside them keeps git from taking them. */
function ignoreRuns(output: string): void {
  const file = join(output, '.gitignore')
  if (!existsSync(file)) writeFileSync(file, '*\n')
}

/** Folder of a run by its id, `latest`, or a path. */
export function findRun(output: string, name: string): string {
  const direct = isAbsolute(name) || name.includes('/') ? name : join(output, name === 'latest' ? latestId(output) : name)
  if (existsSync(join(direct, 'run.json'))) return direct
  throw new AuditError('RUN_MISSING', `There is no run ${name} in ${output}.${knownRuns(output)}`)
}

function latestId(output: string): string {
  const file = join(output, 'latest')
  if (!existsSync(file))
    throw new AuditError('RUN_MISSING', `No run is kept in ${output} yet. Run assay audit first, or name another folder with --output.`)
  return readFileSync(file, 'utf8').trim()
}

function knownRuns(output: string): string {
  if (!existsSync(output)) return ' Run assay audit first, or name another folder with --output.'
  const names = readdirSync(output).filter((name) => existsSync(join(output, name, 'run.json')))
  return names.length === 0 ? ' Run assay audit first.' : ` There are: ${names.sort().slice(-5).join(', ')}.`
}

export function readRun(output: string, name: string): Run {
  return readJson<Run>(join(findRun(output, name), 'run.json'))
}

export function readReport(output: string, name: string): Report {
  return readJson<Report>(join(findRun(output, name), 'report.json'))
}

/** Our own files: the version is checked, the rest is what we wrote. */
function readJson<T extends { readonly schemaVersion: string }>(file: string): T {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as T
    const isWhole = 'environment' in value && ('facts' in value || 'controls' in value)
    if (value.schemaVersion === '1.0' && !isWhole) throw new Error('it is not a whole run; audit again')
    if (value.schemaVersion !== '1.0') throw new Error(`schema version ${value.schemaVersion}; this assay reads 1.0`)
    return value
  } catch (error) {
    throw new AuditError('RUN_INVALID', `Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
