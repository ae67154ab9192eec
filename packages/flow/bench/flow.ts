// npm run bench -- flow [--lines N] [--million] [--folder DIR]...: what the source analysis costs, each figure from this one run.
//
// Every measurement is a process of its own, started like the command line starts, so that all pay for their start. Processor time counts all threads: compiling and
// collecting too. "Parse" is the parser alone: web-tree-sitter for Python, oxc-parser (its documented parseSync, tree included) for
// JavaScript and TypeScript.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generateTree } from '../../../scripts/bench/generate-tree.ts'
import type { Cost } from './measure-once.ts'

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '100000' },
    million: { type: 'boolean', default: false },
    folder: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '2' },
  },
})
const ONCE = fileURLToPath(new URL('./measure-once.ts', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'assay-flow-bench-'))

try {
  const lines = Number(values.lines)
  const sizes = [lines / 10, lines, ...(values.million ? [lines * 10] : [])]
  const trees = sizes.map((size) => ({ size, root: join(scratch, `lines-${size}`) }))
  for (const { size, root } of trees) generateTree(root, size)
  const main = trees[1]?.root ?? scratch
  for (const [name, root] of [
    ['generated Python', join(main, 'api')],
    ['generated TypeScript', join(main, 'web')],
    ...values.folder.map((folder): [string, string] => [folder, folder]),
  ] as const)
    reportRatio(name, root)
  reportSizes(trees)
  const largest = trees.at(-1)
  if (largest !== undefined) reportThreads(largest.size, largest.root)
  reportCache(main)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

/** Analysis against the parse of the same files, alternating; the least disturbed of each counts. */
function reportRatio(name: string, root: string): void {
  const parses: Cost[] = []
  const analyses: Cost[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    parses.push(once('parse', root))
    analyses.push(once('analyse', root))
  }
  const parse = least(parses)
  const analysis = least(analyses)
  const megabytes = analysis.bytes / 1e6
  say(
    `${name}: ${analysis.lines} lines, ${megabytes.toFixed(2)} MB`,
    `  parse     ${seconds(parse)} processor, ${rate(megabytes, parse)}`,
    `  analysis  ${seconds(analysis)} processor, ${rate(megabytes, analysis)}, ${(analysis.cpuMs / parse.cpuMs).toFixed(2)} times the parse`,
    `  memory    ${analysis.peakMb.toFixed(0)} MB at most`,
  )
}

function reportSizes(trees: readonly { readonly size: number; readonly root: string }[]): void {
  say('lines against cost, one thread, generated tree of both languages')
  for (const { root } of trees) {
    const cost = once('analyse', root)
    say(
      `  ${String(cost.lines).padStart(8)} lines  ${seconds(cost)} processor  ${((1000 * cost.cpuMs) / cost.lines).toFixed(0)} ms a thousand lines  ${cost.peakMb.toFixed(0)} MB`,
    )
  }
}

function reportThreads(size: number, root: string): void {
  const one = once('analyse', root, '1')
  const two = once('analyse', root, '2')
  say(
    `two threads on ${size} lines: ${(one.wallMs / two.wallMs).toFixed(2)} times as fast as one by the clock (${(one.wallMs / 1000).toFixed(1)} s, ${(two.wallMs / 1000).toFixed(1)} s),`,
    `  ${(one.threadMs / two.threadMs).toFixed(2)} times by the processor time of the main thread; ${two.peakMb.toFixed(0)} MB; same facts: ${one.digest === two.digest ? 'yes' : 'NO'}`,
  )
}

function reportCache(root: string): void {
  const { unchangedMs, unchangedCpuMs, digest, again } = once('cache', root)
  say(
    `unchanged second run in one process: ${unchangedMs.toFixed(0)} ms by the clock, ${unchangedCpuMs.toFixed(0)} ms processor; same facts: ${digest === again ? 'yes' : 'NO'}`,
  )
}

function once(what: 'parse' | 'analyse' | 'cache', root: string, threads = '1'): Cost {
  if (!statSync(root).isDirectory()) throw new Error(`${root} is no folder`)
  const child = spawnSync(
    process.execPath,
    ['--conditions=source', '--always-sparkplug', '--max-old-space-size=12288', ONCE, what, root, threads],
    {
      encoding: 'utf8',
    },
  )
  if (child.status !== 0) throw new Error(child.stderr)
  return JSON.parse(child.stdout) as Cost
}

function least(costs: readonly Cost[]): Cost {
  return costs.reduce((best, cost) => (cost.cpuMs < best.cpuMs ? cost : best))
}

function seconds({ cpuMs }: Cost): string {
  return `${(cpuMs / 1000).toFixed(2)} s`
}

function rate(megabytes: number, { cpuMs }: Cost): string {
  return `${(megabytes / (cpuMs / 1000)).toFixed(2)} MB/s`
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
