/**
 * Measures the Python front end on the standard library of the Python found on this machine, or on the folder given:
 * CPU time of the parse alone and of parse and lowering, in MB/s of source.
 *
 *     node --conditions=source packages/flow/bench/python-front-end.ts [folder]
 */
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPythonFrontEnd } from '../src/python/front-end.ts'
import { createPythonParser } from '../src/python/parser.ts'
import { SyntaxTable } from '../src/python/syntax-table.ts'

const folder =
  process.argv[2] ?? execFileSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], { encoding: 'utf8' }).trim()
const sources = globSync('**/*.py', { cwd: folder })
  .sort()
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
const megabytes = sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const parser = await createPythonParser()
const frontEnd = await createPythonFrontEnd()
const table = new SyntaxTable()
let instructions = 0
const steps = {
  parse: () => {
    for (const { text } of sources) parser.parseOnly(text)
  },
  'parse and read': () => {
    for (const { text } of sources) parser.parse(text, table)
  },
  'parse and lower': () => {
    instructions = 0
    for (const { file, text } of sources) {
      for (const { blocks } of frontEnd.lower(file, text).functions) for (const block of blocks) instructions += block.instructions.length
    }
  },
}

console.log(`${sources.length} files, ${megabytes.toFixed(1)} MB, read by ${parser.reader}`)
for (const round of [1, 2]) {
  for (const [name, work] of Object.entries(steps)) {
    const seconds = cpuSeconds(work)
    if (round === 2) console.log(`${name}: ${(megabytes / seconds).toFixed(2)} MB/s (${seconds.toFixed(2)} s CPU)`)
  }
}
console.log(`${instructions} instructions, ${Math.round(process.memoryUsage.rss() / 1e6)} MB resident`)
