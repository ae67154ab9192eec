import assert from 'node:assert/strict'
import { execSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test from 'node:test'

test('an archive holds what was put in', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'archive-'))
  execSync(`touch ${folder}/a.txt && tar -cf ${folder}/a.tar -C ${folder} a.txt`)
  assert.match(execSync(`tar -tf ${folder}/a.tar`).toString(), /a\.txt/)
})
