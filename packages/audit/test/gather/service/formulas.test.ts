import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeMarkers } from '../../../src/gather/service/probes/markers.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'

const LINES = operationOf('PUT', '/budget', { type: 'object', properties: { amount: { type: 'integer' } }, required: ['amount'] })

const product = (text: string): number => text.split('*').reduce((all, part) => all * (/^\d+$/.test(part) ? Number(part) : Number.NaN), 1)
/** Stands for an interpreter: it knows products and elements of lists. */
const run = (text: string): number => {
  const [, list = '', index = ''] = /^\[([\d,]+)\]\[(\d)\]$/.exec(text) ?? []
  return list === '' ? product(text) : Number(list.split(',')[Number(index)])
}

it.each([
  ['runs what follows the sign', run, 'fail'],
  ['calculates products itself', product, 'pass'],
])('a budget whose amounts may begin with = and that %s', async (_name, read, outcome) => {
  const treeRoot = await mkdtemp(join(tmpdir(), 'assay-formulas-'))
  try {
    await writeFile(
      join(treeRoot, 'amounts.py'),
      'def amount_of(value):\n    if value.startswith("="):\n        return calculate(value[1:])\n',
    )
    let written = 0
    const server = jsonServer(({ body: { amount } }) => {
      const value = typeof amount === 'string' && amount.startsWith('=') ? read(amount.slice(1)) : amount
      if (typeof value !== 'number' || Number.isNaN(value)) return [422, { error: 'no number' }]
      written += 1
      return [200, { lines: [{ id: written, amount: value }], total: value }]
    })
    const probe = async (probing: Probing): Promise<void> => probeMarkers(probing, await injectionPoints(probing))
    const seen = liveOutcome('input.dynamic-code', await probeAt(server, probe, ['dynamicCode'], { operations: [LINES], treeRoot }))
    expect(seen.outcome, seen.text).toBe(outcome)
  } finally {
    await rm(treeRoot, { recursive: true, force: true })
  }
})
