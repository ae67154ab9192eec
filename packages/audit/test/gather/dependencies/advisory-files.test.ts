import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { matchAdvisoryFiles } from '../../../src/gather/dependencies/advisories.ts'
import { readZip } from '../../../src/gather/dependencies/zip.ts'
import type { PackageFact } from '../../../src/model/facts/dependencies.ts'
import { type TemporaryFolder, temporaryFolder } from '../../temporary-folder.ts'
import { zipArchive } from './zip-archive.ts'

const SNAPSHOT = new URL('../../fixtures/advisories/osv-snapshot.jsonl', import.meta.url).pathname
const LINES = readFileSync(SNAPSHOT, 'utf8').trim().split('\n')
const used = (name: string, version: string, ecosystem: PackageFact['ecosystem'] = 'PyPI'): PackageFact => ({
  ecosystem,
  name,
  version,
  file: 'lock',
  line: 1,
  group: 'production',
  isDirect: true,
  hasHash: true,
  license: null,
})
const PACKAGES = [used('django', '2.2.0'), used('flask', '3.0.3'), used('lodash', '4.17.10', 'npm'), used('express', '4.21.2', 'npm')]

let folder: TemporaryFolder
afterEach(() => folder?.dispose())

function inFolder(files: Readonly<Record<string, string>>): string {
  folder = temporaryFolder(files)
  return folder.path
}

describe('data of any form give the same matches', () => {
  it('jsonl, zip (deflated, stored, large), folder and list', async () => {
    const records = Object.fromEntries(LINES.map((line, index) => [`${String(index).padStart(5, '0')}.json`, line]))
    const path = inFolder({ 'list.json': `[${LINES.join(',')}]` })
    writeFileSync(join(path, 'all.zip'), zipArchive(records))
    writeFileSync(join(path, 'stored.zip'), zipArchive(records, { isStored: true }))
    writeFileSync(join(path, 'large.zip'), zipArchive(records, { isLarge: true }))
    folder.write(Object.fromEntries(Object.entries(records).map(([name, text]) => [`records/PyPI/${name}`, text])))
    const { source: _source, ...expected } = await matchAdvisoryFiles(SNAPSHOT, PACKAGES)
    expect(expected.records).toBe(LINES.length - 3)
    expect(expected.ecosystems).toEqual([
      { ecosystem: 'PyPI', records: 358, newest: '2024-10-08' },
      { ecosystem: 'npm', records: 790, newest: '2026-08-22' },
    ])
    expect(new Set(expected.matches.map(({ package: { name } }) => name))).toEqual(new Set(['django', 'lodash']))
    for (const name of ['all.zip', 'stored.zip', 'large.zip', 'records', 'list.json']) {
      const { source, ...fact } = await matchAdvisoryFiles(join(path, name), PACKAGES)
      expect(source).toBe(join(path, name))
      expect(fact, name).toEqual(expected)
    }
  })
})

it('a path that is not there is an error that names it', async () => {
  await expect(matchAdvisoryFiles('/nowhere/records.zip', [])).rejects.toMatchObject({ code: 'TARGET_MISSING' })
})

it('records that are cut off are counted, not passed over', async () => {
  const path = inFolder({ 'records.jsonl': `${LINES[0]}\n${LINES[1]?.slice(0, 300)}\nnot json\n{"id":"X"}\n` })
  const { records, incomplete } = await matchAdvisoryFiles(join(path, 'records.jsonl'), PACKAGES)
  expect(records).toBe(2)
  expect(incomplete).toMatch(/^2 records of .* could not be read$/)
})

it('versions that no advisory can name are told', async () => {
  const { notComparable } = await matchAdvisoryFiles(SNAPSHOT, [used('mine', 'git+ssh://host/mine.git#abc', 'npm'), used('odd', 'unknown')])
  expect(notComparable).toEqual(['mine git+ssh://host/mine.git#abc', 'odd unknown'])
})

describe('hostile archives', () => {
  const names = (archive: Buffer): string[] => {
    const path = join(inFolder({}), 'a.zip')
    writeFileSync(path, archive)
    return [...readZip(path, () => true)].map(({ name }) => name)
  }
  const archive = zipArchive({ 'a.json': '{}', 'b.json': 'x'.repeat(500) })

  it.each([
    ['no archive', Buffer.from('hello'), 'no zip'],
    ['empty', Buffer.alloc(0), 'no zip'],
    ['cut off at the end', archive.subarray(0, archive.length - 30), 'no zip'],
    ['cut off at the start', archive.subarray(20), /cut off|broken/],
    ['a bomb', zipArchive({ 'a.json': 'a'.repeat(9 * 1024 * 1024) }, { claimedSize: 10 }), /unpacked/],
    ['a claimed giant', zipArchive({ 'a.json': 'a' }, { claimedSize: 0xfffffff0 }), /larger/],
  ])('%s', (_what, bytes, message) => {
    expect(() => names(bytes)).toThrow(message)
  })

  it('any change of bytes gives entries or a ZipError', () => {
    const path = join(inFolder({}), 'a.zip')
    fc.assert(
      fc.property(fc.nat(archive.length - 1), fc.nat(255), (at, value) => {
        const changed = Buffer.from(archive)
        changed[at] = value
        writeFileSync(path, changed)
        try {
          for (const { text } of readZip(path, () => true)) expect(text.length).toBeLessThan(1000)
        } catch (error) {
          expect((error as Error).name).toBe('ZipError')
        }
      }),
      { numRuns: 300 },
    )
  })
})
