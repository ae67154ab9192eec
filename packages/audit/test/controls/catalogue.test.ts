import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { VERSION } from '../../src/model/version.ts'
import { LAYERS } from '../../src/model/words.ts'

it('has each id once, sorted', () => {
  const ids = CONTROLS.map(({ id }) => id)
  expect(ids).toEqual(
    [...new Set(ids)].sort((a, b) =>
      a.split('.')[0] === b.split('.')[0] ? (a < b ? -1 : 1) : (a.split('.')[0] ?? '') < (b.split('.')[0] ?? '') ? -1 : 1,
    ),
  )
})

it('has the sixty controls of the hardening checklist, 25 application, 20 infrastructure, 15 operations', () => {
  const first = CONTROLS.filter(({ wave }) => wave === 1)
  expect(LAYERS.map((layer) => first.filter((control) => control.layer === layer).length)).toEqual([25, 20, 15])
})

it.each(CONTROLS.map((control) => [control.id, control] as const))('%s is whole', (id, control) => {
  expect(id).toMatch(/^[a-z]+\.[a-z][a-z0-9-]*$/)
  expect(control.title.length).toBeGreaterThan(10)
  expect(Object.keys(control.verifiedBy).length + control.checks.length).toBeGreaterThan(0)
  expect(control.effortHours[0]).toBeLessThanOrEqual(control.effortHours[1])
  for (const text of [control.title, control.why, control.passesWhen, control.failsWhen]) expect(text).not.toMatch(/\bseeds?\b/)
})

it('carries the version of its package', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  expect(VERSION).toBe(manifest.version)
})
