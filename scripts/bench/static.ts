// A static audit of a generated tree, in a process of its own: lines, files, MB/s and peak memory.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateTree } from './generate-tree.ts'

const lines = Number(process.argv[2] ?? 100_000)
const root = mkdtempSync(join(tmpdir(), 'assay-bench-'))
const here = dirname(fileURLToPath(import.meta.url))
try {
  const tree = generateTree(root, lines)
  const child = spawnSync('node', ['--always-sparkplug', join(here, 'audit-once.ts'), root], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (child.status !== 0) throw new Error(child.stderr)
  const { wallMs, cpuMs, peakMb, timingsMs, findings } = JSON.parse(child.stdout) as {
    wallMs: number
    cpuMs: number
    peakMb: number
    timingsMs: Record<string, number>
    findings: number
  }
  const megabytes = tree.bytes / 1e6
  process.stdout.write(
    [
      `static audit of a generated tree (half Python, half TypeScript)`,
      `lines        ${tree.lines}`,
      `files        ${tree.files}`,
      `megabytes    ${megabytes.toFixed(2)}`,
      `wall         ${(wallMs / 1000).toFixed(2)} s   ${(megabytes / (wallMs / 1000)).toFixed(2)} MB/s`,
      `processor    ${(cpuMs / 1000).toFixed(2)} s   ${(megabytes / (cpuMs / 1000)).toFixed(2)} MB/s a core`,
      `peak memory  ${peakMb.toFixed(0)} MB`,
      `findings     ${findings}`,
      `stages       ${Object.entries(timingsMs)
        .map(([stage, ms]) => `${stage} ${ms} ms`)
        .join(', ')}`,
      '',
    ].join('\n'),
  )
} finally {
  rmSync(root, { recursive: true, force: true })
}
