// Measures parsing and lowering over JavaScript and TypeScript sources; CPU time of this process, not wall time.
// node scripts/setup.mjs node packages/flow/bench/javascript-front-end.ts [folder ...]
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isMinified, lowerProgram } from '../src/javascript/front-end.ts'
import { parseJavaScript } from '../src/javascript/parse.ts'

const SOURCE = /(?<!\.d)\.(?:[cm]?[jt]s|[jt]sx)$/
const MAX_BYTES = 24_000_000
const ROUNDS = 3

interface Source {
  readonly file: string
  readonly text: string
}

function collect(folder: string, found: Source[], budget: { bytes: number }): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (budget.bytes <= 0) return
    const file = join(folder, entry.name)
    if (entry.isDirectory()) collect(file, found, budget)
    else if (entry.isFile() && SOURCE.test(entry.name) && statSync(file).size < 1_000_000) {
      const text = readFileSync(file, 'utf8')
      if (isMinified(text)) continue
      found.push({ file, text })
      budget.bytes -= Buffer.byteLength(text)
    }
  }
}

/** CPU milliseconds of this thread that `work` takes. */
function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

const sources: Source[] = []
const budget = { bytes: MAX_BYTES }
for (const folder of process.argv.length > 2 ? process.argv.slice(2) : ['node_modules']) collect(folder, sources, budget)
const megabytes = (MAX_BYTES - budget.bytes) / 1e6
const lines = sources.reduce((sum, { text }) => sum + text.split('\n').length, 0)
process.stdout.write(`${sources.length} files, ${megabytes.toFixed(1)} MB, ${lines} lines\n`)
for (let round = 1; round <= ROUNDS; round++) {
  const parse = cpuMs(() => {
    for (const { file, text } of sources) parseJavaScript(file, text)
  })
  let issues = 0
  const whole = cpuMs(() => {
    for (const { file, text } of sources) {
      const parsed = parseJavaScript(file, text)
      if (lowerProgram(file, text, parsed.program, parsed.issues).issues.length > 0) issues++
    }
  })
  const rate = (ms: number) => `${(megabytes / (ms / 1000)).toFixed(1)} MB/s`
  process.stdout.write(
    `round ${round}: parse ${rate(parse)}, parse and lower ${rate(whole)}, lowering ${((whole - parse) / parse).toFixed(2)} of the parse; files with issues ${issues}; resident ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB\n`,
  )
}
