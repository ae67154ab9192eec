import { get } from 'node:http'
import { expect, it } from 'vitest'
import type { OperationFact } from '../../../src/model/facts/service.ts'
import { gatherSample } from './gather-sample.ts'

it('lets the caller measure the service as a user of its own, and survives what breaks there', async () => {
  let statuses: readonly number[] = []
  let operations = 0
  let token = ''
  const { facts } = await gatherSample([], 'active', async (context) => {
    operations = context.operations.length
    token = context.headers.authorization ?? ''
    // From an address of its own: the limit of the one that probed may be spent.
    const ask = (headers: Record<string, string>): Promise<number> =>
      new Promise((resolve, reject) => {
        get(`${context.baseUrl}/me`, { headers, localAddress: '127.0.0.254' }, (response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        }).on('error', reject)
      })
    statuses = [await ask({}), await ask({ ...context.headers })]
    throw new Error('the generator broke')
  })
  expect(statuses).toEqual([401, 200])
  expect(operations).toBeGreaterThan(5)
  expect(token.length).toBeGreaterThan(20)
  expect(JSON.stringify(facts)).not.toContain(token.replace('Bearer ', ''))
  expect(facts.service?.state === 'known' ? facts.service.value.warnings.join() : '').toContain('the generator broke')
}, 60_000)

it('asks only what is needed to measure when nothing else is wanted', async () => {
  let answered: readonly string[] = []
  const measure = async ({ operations }: { readonly operations: readonly OperationFact[] }) => {
    answered = operations.filter(({ baselineStatus }) => baselineStatus === 200).map(({ method, path }) => `${method} ${path}`)
  }
  const { facts, requests } = await gatherSample([], 'active', measure, new Set(['performance']))
  expect(answered).toContain('GET /me')
  expect(requests).toBeLessThan(100)
  expect(namesOf(facts)).toEqual(['user-a'])
  expect(facts.sqlInjection).toMatchObject({ state: 'unknown', reason: 'skipped-by-user', because: expect.stringContaining('asked for') })
}, 60_000)

it('runs the probes of the facts that are wanted', async () => {
  const { facts } = await gatherSample([], 'active', undefined, new Set(['cors']))
  expect([facts.cors?.state, facts.csrf?.state]).toEqual(['known', 'unknown'])
  expect(namesOf(facts)).toEqual(['user-a', 'user-b'])
}, 60_000)

function namesOf({ identities }: Awaited<ReturnType<typeof gatherSample>>['facts']): readonly string[] {
  return identities?.state === 'known' ? identities.value.identities.map(({ name }) => name) : []
}
