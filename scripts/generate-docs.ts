// npm run docs: writes what is derived from the sources; with --check fails when a file is not fresh.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { controlsDocument } from '../packages/audit/src/cli/controls-document.ts'
import { reportJsonSchema } from '../packages/audit/src/model/report-schema.ts'
import { userConfigurationJsonSchema } from '../packages/audit/src/model/user-configuration.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const isCheck = process.argv.includes('--check')
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`
const DERIVED: readonly (readonly [path: string, text: string])[] = [
  ['docs/controls.md', controlsDocument()],
  ['packages/audit/schema/assay.schema.json', json(userConfigurationJsonSchema())],
  ['packages/audit/schema/report.schema.json', json(reportJsonSchema())],
]

let stale = 0
for (const [path, text] of DERIVED) {
  const file = join(ROOT, path)
  const isFresh = existsSync(file) && readFileSync(file, 'utf8') === text
  if (isFresh) continue
  stale += 1
  if (isCheck) process.stderr.write(`${path} is not fresh; run npm run docs\n`)
  else {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    process.stdout.write(`wrote ${path}\n`)
  }
}
process.exit(isCheck && stale > 0 ? 1 : 0)
