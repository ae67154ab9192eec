import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeMarkers } from '../../../src/gather/service/probes/markers.ts'
import { probeSqlInjection } from '../../../src/gather/service/probes/sql-injection.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'

const PLANS = {
  ...operationOf('GET', '/plans'),
  parameters: [{ name: 'months', in: 'query' as const, isRequired: true, schema: { type: 'string' as const, example: '6' } }],
}

/** How a service reads the number, and whether each probe sees something in it. */
const READERS: Readonly<Record<string, readonly [read: (text: string) => number | null, isCode: boolean, isSql: boolean]>> = {
  // Stands for an interpreter: it knows numbers, differences and elements of lists.
  'runs it as code': [(text) => difference(text) ?? element(text), true, false],
  'lets a database calculate it': [(text) => difference(text) ?? Number(/^\(select (\d+)\)$/.exec(text)?.[1] ?? Number.NaN), false, true],
  'calculates differences itself': [difference, false, false],
  'takes numbers alone': [(text) => (/^\d+$/.test(text) ? Number(text) : null), false, false],
  'takes no notice of it': [() => 6, false, false],
}

function difference(text: string): number | null {
  const [, left = '', right = '0'] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
  return left === '' ? null : Number(left) - Number(right)
}

function element(text: string): number | null {
  const [, list = '', index = ''] = /^\[([\d,]+)\]\[(\d)\]$/.exec(text) ?? []
  return list === '' ? null : Number(list.split(',')[Number(index)])
}

it.each(Object.entries(READERS))('a service that %s', async (_name, [read, isCode, isSql]) => {
  const server = jsonServer(({ query }) => {
    const months = read(query.get('months') ?? '')
    // The number itself is never shown.
    return months === null || Number.isNaN(months) || months < 1
      ? [400, { error: 'no plan' }]
      : [200, { rates: Array(months).fill('paid') }]
  })
  const probe = async (probing: Probing): Promise<void> => {
    const points = await injectionPoints(probing)
    await probeSqlInjection(probing, points)
    await probeMarkers(probing, points)
  }
  const facts = await probeAt(server, probe, ['dynamicCode', 'sqlInjection'], { operations: [PLANS] })
  expect(liveOutcome('input.dynamic-code', facts).outcome).toBe(isCode ? 'fail' : 'pass')
  expect(liveOutcome('input.sql-injection', facts).outcome).toBe(isSql ? 'fail' : 'pass')
})
