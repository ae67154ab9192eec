import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isHeapNearlyFull } from '../../src/engine/memory-watch.ts'

const CLASSES = 2200
const INDEX = new URL('../../src/index.ts', import.meta.url)
const ANALYSE = `
const { analyseSource } = await import(${JSON.stringify(INDEX.href)})
const { files, paths } = await analyseSource({ root: process.argv[1], threads: 1 })
console.log(JSON.stringify({ outcomes: files.map(({ outcome, because }) => [outcome, because]), paths: paths.length }))
`

let root = ''

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-memory-'))
  await writeFile(
    join(root, 'first.py'),
    'import os\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.get("/ping")\ndef ping():\n    os.system("ping " + request.args["host"])\n    return ""\n',
  )
  await writeFile(
    join(root, 'second.py'),
    Array.from(
      { length: CLASSES },
      (_, at) =>
        `class Store${at}:\n    def __init__(self, rows):\n        self.rows = {row["id"]: [row, row["name"]] for row in rows}\n    def find(self, id, name):\n        found = self.rows.get(id) or [name, {"id": id}]\n        return {"name": found[0], "all": list(found), "at": ${at}}\n`,
    ).join('\n'),
  )
})

afterAll(async () => {
  await rm(root, { recursive: true, force: true })
})

it('ends before the heap is full, tells what was not followed, and keeps what was found', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=source', '--max-old-space-size=110', '--input-type=module', '-e', ANALYSE, root],
    { env: { ...process.env, NODE_OPTIONS: '' } },
  )
  const { outcomes, paths } = JSON.parse(stdout) as { outcomes: [string, string][]; paths: number }
  expect(paths).toBe(1)
  expect(outcomes).toEqual([
    ['analysed', ''],
    ['partly', expect.stringContaining('the memory that Node gives a process is nearly used up')],
  ])
}, 180_000)

it('is not full where there is room', () => {
  expect(isHeapNearlyFull()).toBe(false)
  expect(isHeapNearlyFull(0)).toBe(true)
})
