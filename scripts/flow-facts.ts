// node scripts/flow-facts.ts OUT FOLDER...: writes what the source analysis finds below each folder (and in each case of a folder of
// cases) as JSON, one file each. Two of these made before and after a change of speed must be the same: diff -rq BEFORE AFTER.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { analyseSource } from '../packages/flow/src/index.ts'

const [out, ...folders] = process.argv.slice(2)
if (out === undefined || folders.length === 0) {
  process.stderr.write(
    'Usage: node scripts/flow-facts.ts OUT FOLDER...; FOLDER/cases.yaml or a folder ending in /* means each folder below\n',
  )
  process.exit(2)
}
mkdirSync(out, { recursive: true })
const all = createHash('sha256')
for (const folder of folders.flatMap(below)) {
  const analysis = await analyseSource({ root: folder })
  const text = `${JSON.stringify(analysis, null, 1)}\n`
  all.update(text)
  writeFileSync(join(out, `${relative('.', folder).replaceAll(/[^A-Za-z0-9]+/g, '_')}.json`), text)
}
process.stdout.write(`${all.digest('hex').slice(0, 16)}  ${folders.length} folders\n`)

/** `cases/*` and `cases/*\/*` name the folders so deep below. */
function below(pattern: string): readonly string[] {
  if (!pattern.endsWith('/*')) return [resolve(pattern)]
  return below(pattern.slice(0, -2)).flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name))
      .sort(),
  )
}
