import { describe, expect, it } from 'vitest'
import { ForeignActs } from '../../../src/gather/service/foreign-acts.ts'
import { jsonServer, operationOf, probeAt } from './probe-harness.ts'

const OPERATIONS = [
  operationOf('POST', '/slots/{id}/book'),
  operationOf('POST', '/orders'),
  operationOf('POST', '/orders/{id}/comments'),
  operationOf('GET', '/slots/{id}/seats'),
]

/** What is told of requests to a service that takes all but slot 9. */
async function told(requests: readonly (readonly [method: string, path: string])[]): Promise<readonly string[]> {
  const acts = new ForeignActs()
  let lines: readonly string[] = []
  await probeAt(
    jsonServer(({ path }) => (path === '/slots/9/book' ? [409, {}] : [201, { id: 7 }])),
    async (probing) => {
      probing.client.observe((exchange) => acts.note(exchange))
      for (const [method, path] of requests) {
        const reply = await probing.client.send({ method, path, identity: 'user-a' })
        if (path === '/orders') probing.state.remember('/orders', reply, null, '')
      }
      lines = acts
        .told(probing.operations, probing.state.created, new Set(['41']))
        .map(({ what, identity, because }) => `${what} by ${identity}: ${because}`)
    },
    [],
    { operations: OPERATIONS },
  )
  return lines
}

describe('acts on what was there before', () => {
  const BEFORE = 'no operation is known that takes it back; the object was there before, and'
  it.each<[string, readonly (readonly [string, string])[], readonly string[]]>([
    ['a seat that was booked', [['POST', '/slots/4/book']], [`POST /slots/4/book by user-a: ${BEFORE} one request was taken`]],
    [
      'the same twice, with a query',
      [
        ['POST', '/slots/4/book'],
        ['POST', '/slots/4/book?now=1'],
      ],
      [`POST /slots/4/book by user-a: ${BEFORE} 2 requests were taken`],
    ],
    ['a refusal', [['POST', '/slots/9/book']], []],
    ['a user of its own', [['POST', '/slots/41/book']], []],
    ['a payload in place of an id', [['POST', `/slots/4'%20OR%201=1/book`]], []],
    ['a number that numbers nothing', [['POST', '/slots/-1/book']], []],
    ['a look', [['GET', '/slots/4/seats']], []],
    [
      'an act on what the run made itself',
      [
        ['POST', '/orders'],
        ['POST', '/orders/7/comments'],
      ],
      [],
    ],
    [
      'an act on an order of somebody else',
      [['POST', '/orders/3/comments']],
      [`POST /orders/3/comments by user-a: ${BEFORE} one request was taken`],
    ],
  ])('%s', async (_, requests, expected) => {
    expect(await told(requests)).toEqual(expected)
  })
})
