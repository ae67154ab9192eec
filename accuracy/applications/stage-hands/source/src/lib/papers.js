import { execFile } from 'node:child_process'
import { createReadStream, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import config from '../config.js'

const run = promisify(execFile)

const forms = new Map([
  ['consent', 'consent.txt'],
  ['travel', 'travel.txt'],
])

export async function openPaper(name) {
  const file = path.resolve(config.dirs.papers, name)
  await stat(file)
  return createReadStream(file)
}

export function openForm(kind) {
  const name = forms.get(kind)
  return name ? createReadStream(path.join(config.dirs.papers, name)) : undefined
}

// the programme in print, as the office leaves it
export function programme() {
  return readFileSync(path.join(config.dirs.papers, 'programme.txt'), 'utf8')
}

export async function kindOf(file) {
  const { stdout } = await run('file', ['--brief', '--mime-type', '--', file])
  return stdout.trim()
}
