import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readZip } from './zip.ts'

/** The text of each OSV record in a folder, a .zip as OSV publishes it, a .jsonl or a .json file. */
export async function* readRecordTexts(path: string): AsyncGenerator<string> {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()) {
      if (name.endsWith('.json')) yield readFileSync(join(path, name), 'utf8')
      else if (name.endsWith('.jsonl')) yield* linesOf(join(path, name))
      else if (name.endsWith('.zip')) yield* zippedTexts(join(path, name))
    }
    return
  }
  if (path.endsWith('.zip')) yield* zippedTexts(path)
  else if (path.endsWith('.json')) yield* documentTexts(readFileSync(path, 'utf8'))
  else yield* linesOf(path)
}

function* zippedTexts(path: string): Generator<string> {
  for (const { text } of readZip(path, (name) => name.endsWith('.json'))) yield text
}

/** One record, or a list of them. */
function* documentTexts(text: string): Generator<string> {
  const value: unknown = JSON.parse(text)
  if (Array.isArray(value)) for (const each of value) yield JSON.stringify(each)
  else yield text
}

async function* linesOf(path: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(path) })) if (line.trim() !== '') yield line
}
