// npm run bench -- secrets-accuracy [--misses] [--alarms]: precision, recall and F1 of the secret scanner on its labelled corpus.
import { parseArgs } from 'node:util'
import type { SecretFact } from '../src/model/facts/secrets.ts'
import { type CorpusFile, corpus } from '../test/gather/secrets/corpus/corpus.ts'
import { isOn, type Score, scanCorpus, total } from '../test/gather/secrets/corpus/measure.ts'

const HEAD = `${'part'.padEnd(22)} true false  found alarms  precision recall     F1\n`

await main()

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { misses: { type: 'boolean', default: false }, alarms: { type: 'boolean', default: false } } })
  const files = corpus()
  const secrets = await scanCorpus(files)
  const sure = secrets.filter((one) => one.confidence !== 'possible')
  print('confirmed and likely', files, sure)
  print('with possible', files, secrets)
  for (const file of files.filter((one) => !one.isHeldOut)) show(file, sure, values)
}

function print(title: string, files: readonly CorpusFile[], secrets: readonly SecretFact[]): void {
  const lines = [row('all', total(files, secrets))]
  for (const isHeldOut of [false, true]) {
    const half = files.filter((file) => file.isHeldOut === isHeldOut)
    lines.push(row(isHeldOut ? 'held out' : 'open half', total(half, secrets)))
  }
  for (const category of [...new Set(files.map((file) => file.category))].sort()) {
    const part = files.filter((file) => file.category === category)
    lines.push(row(category, total(part, secrets)))
  }
  process.stdout.write(`\n${title}\n${HEAD}${lines.join('')}`)
}

function row(name: string, { found, missed, alarms, silent }: Score): string {
  const precision = found / (found + alarms)
  const recall = found / (found + missed)
  const counts = [found + missed, alarms + silent].map((count) => String(count).padStart(5)).join(' ')
  const rates = [precision, recall, (2 * precision * recall) / (precision + recall)]
  const shown = rates.map((rate) => (Number.isFinite(rate) ? rate.toFixed(3) : '-').padStart(6)).join(' ')
  return `${name.padEnd(22)}${counts} ${String(found).padStart(6)} ${String(alarms).padStart(6)}     ${shown}\n`
}

/** What was missed and what was wrong in a file; asked for files of the open half alone. */
function show(file: CorpusFile, secrets: readonly SecretFact[], { misses, alarms }: { misses: boolean; alarms: boolean }): void {
  const lines = file.text.split('\n')
  const found = secrets.filter((one) => one.file === file.path)
  for (const label of misses ? file.labels : []) {
    if (label.isSecret && !found.some((one) => isOn(one, label)))
      process.stdout.write(`missed ${file.path}: ${lines[label.line - 1]?.slice(0, 200)}\n`)
  }
  for (const one of alarms ? found : []) {
    if (!file.labels.some((label) => label.isSecret && isOn(one, label)))
      process.stdout.write(`alarm ${file.path} ${one.rule} ${one.confidence}: ${lines[one.line - 1]?.slice(0, 200)}\n`)
  }
}
