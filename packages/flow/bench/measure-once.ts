// node measure-once.ts parse|analyse|cache FOLDER THREADS: one measurement in a process of its own, as JSON; packages/flow/bench/flow.ts reads it.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { analyseSource } from '../src/analyse-source.ts'
import { listFiles } from '../src/files/list-files.ts'
import { readSources } from '../src/files/read-sources.ts'
import { dialect } from '../src/javascript/parse.ts'
import { withPatientCompiler } from '../src/patient-compiler.ts'
import { createPythonParser } from '../src/python/parser.ts'

export interface Cost {
  readonly lines: number
  readonly bytes: number
  readonly wallMs: number
  /** Of all threads, from before the first file is listed. */
  readonly cpuMs: number
  /** Of the main thread alone. */
  readonly threadMs: number
  readonly peakMb: number
  readonly digest: string
  readonly again: string
  readonly unchangedMs: number
  readonly unchangedCpuMs: number
}

const [what = '', root = '', threads = '1'] = process.argv.slice(2)
const cpu = process.cpuUsage()
const thread = process.threadCpuUsage()
const started = performance.now()
const done = await withPatientCompiler(what === 'parse' ? parse : what === 'cache' ? cached : analyse)
const whole = process.cpuUsage(cpu)
const own = process.threadCpuUsage(thread)
const cost: Cost = {
  lines: 0,
  bytes: 0,
  digest: '',
  again: '',
  unchangedMs: 0,
  unchangedCpuMs: 0,
  ...done,
  wallMs: performance.now() - started,
  cpuMs: (whole.user + whole.system) / 1000,
  threadMs: (own.user + own.system) / 1000,
  peakMb: process.resourceUsage().maxRSS / 1024,
}
process.stdout.write(JSON.stringify(cost))

async function parse(): Promise<Partial<Cost>> {
  const sources = await readSources(root, await listFiles({ root }))
  const python = sources.some(({ language }) => language === 'python') ? await createPythonParser() : null
  for (const { file, text, language } of sources) {
    if (language === 'python') python?.parseOnly(text)
    // The tree is made when it is first asked for.
    else if (parseSync(file, text, { lang: dialect(file) }).program.body === undefined) throw new Error(`${file} has no body`)
  }
  return {}
}

async function analyse(): Promise<Partial<Cost>> {
  const analysis = await analyseSource({ root, threads: Number(threads) })
  return { lines: analysis.totals.lines, bytes: analysis.totals.bytes, digest: digestOf(analysis) }
}

async function cached(): Promise<Partial<Cost>> {
  const cacheDirectory = mkdtempSync(join(tmpdir(), 'assay-flow-cache-'))
  try {
    const first = digestOf(await analyseSource({ root, cacheDirectory }))
    const from = performance.now()
    const before = process.cpuUsage()
    const analysis = await analyseSource({ root, cacheDirectory })
    const { user, system } = process.cpuUsage(before)
    return { unchangedCpuMs: (user + system) / 1000, unchangedMs: performance.now() - from, digest: first, again: digestOf(analysis) }
  } finally {
    rmSync(cacheDirectory, { recursive: true, force: true })
  }
}

function digestOf(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
