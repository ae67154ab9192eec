// Checks that every entry of every weaknesses.yaml names a place that exists: code that moved shows here.
// node targets/check-manifests.ts
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

interface Entry {
  readonly id: string
  readonly control: string
  readonly variant: string
  readonly methods?: readonly string[]
  readonly where: { readonly file?: string; readonly text?: string; readonly route?: string; readonly parameter?: string }
}

const METHODS = new Set(['live', 'static', 'config', 'dependency', 'load'])
const MIN_PLANTED = 25
const MIN_TRAPS = 10
const problems: string[] = []

for (const folder of readdirSync(import.meta.dirname, { withFileTypes: true })) {
  const manifest = join(import.meta.dirname, folder.name, 'weaknesses.yaml')
  if (!folder.isDirectory() || !existsSync(manifest)) continue
  const { planted, traps } = parse(readFileSync(manifest, 'utf8')) as { planted: Entry[]; traps: Entry[] }
  process.stdout.write(`${folder.name}: ${planted.length} planted, ${traps.length} traps\n`)
  if (planted.length < MIN_PLANTED || traps.length < MIN_TRAPS) problems.push(`${folder.name}: too few entries`)
  const ids = new Set<string>()
  for (const entry of [...planted, ...traps]) {
    if (ids.has(entry.id)) problems.push(`${folder.name} ${entry.id}: twice`)
    ids.add(entry.id)
    for (const problem of problemsOf(entry, join(import.meta.dirname, folder.name))) problems.push(`${folder.name} ${entry.id}: ${problem}`)
  }
  for (const entry of planted) if (!entry.methods?.length || !entry.methods.every((method) => METHODS.has(method))) problems.push(`${folder.name} ${entry.id}: methods`)
}
for (const problem of problems) process.stdout.write(`${problem}\n`)
process.exitCode = problems.length === 0 ? 0 : 1

function* problemsOf(entry: Entry, pair: string): Generator<string> {
  const { file, text, route } = entry.where
  if (!/^[a-z]+\.[a-z0-9-]+$/.test(entry.control)) yield `no control id: ${entry.control}`
  if (entry.variant !== 'weak' && entry.variant !== 'hardened') yield `no variant: ${entry.variant}`
  if (file === undefined && route === undefined) yield 'no place'
  if (route !== undefined && !/^[A-Z]+ \//.test(route)) yield `no route: ${route}`
  if (file === undefined) return
  const path = join(pair, entry.variant, file)
  if (!existsSync(path)) yield `no such file: ${path}`
  else if (text !== undefined && !readFileSync(path, 'utf8').includes(text)) yield `${file} does not hold: ${text}`
}
