import { get } from 'node:http'
import { expect, it } from 'vitest'
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
