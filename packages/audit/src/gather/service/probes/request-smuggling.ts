import type { Probing } from '../probing.ts'
import { type RawAnswer, rawExchange, sendRaw, statusOf } from '../raw-socket.ts'
import { trialOn } from '../trial-parts.ts'

const WAIT_MS = 1200

interface Framing {
  readonly name: string
  /** Header lines and body after the request line and Host. */
  readonly rest: string
  /** The fault lies in the body, after a handler may have answered: only a second answer shows that it was taken. */
  readonly isInBody?: true
}

/** Requests whose end can be read in two ways, on raw sockets: each must be refused, or the connection closed after it. */
export async function probeRequestSmuggling(probing: Probing): Promise<void> {
  const { client } = probing
  const nonce = probing.values.nonce('smuggled', 12)
  const request = (rest: string): string => `GET /${nonce} HTTP/1.1\r\nHost: ${client.base.host}\r\n${rest}`
  const follower = `GET /${nonce}-second HTTP/1.1\r\nHost: ${client.base.host}\r\nConnection: close\r\n\r\n`
  const plain = request('Content-Length: 5\r\n\r\nhello')
  const base = await sendRaw(client, plain, WAIT_MS)
  const expected = statusOf(base.text)
  if (expected === 0 || [400, 411, 413, 501, 505].includes(expected))
    return void probing.notTried(
      'requestSmuggling',
      'ambiguous requests',
      'no-data',
      `a plain request with a body got ${expected || 'no answer'}`,
    )
  const hidden = `0\r\n\r\nGET /${nonce}-hidden HTTP/1.1\r\nHost: ${client.base.host}\r\n\r\n`
  const framings: readonly Framing[] = [
    { name: 'two lengths', rest: 'Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello' },
    { name: 'length and chunks', rest: `Content-Length: ${hidden.length}\r\nTransfer-Encoding: chunked\r\n\r\n${hidden}` },
    { name: 'signed length', rest: 'Content-Length: +5\r\n\r\nhello' },
    { name: 'space before the colon', rest: 'Content-Length : 5\r\n\r\nhello' },
    { name: 'malformed chunk size', rest: `Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n${follower}`, isInBody: true },
  ]
  for (const framing of framings) {
    const sent = request(framing.rest)
    const first = await sendRaw(client, sent, WAIT_MS)
    const second = isTaken(first, framing, expected) ? await sendRaw(client, sent, WAIT_MS) : null
    const count = [first, second].filter((answer) => answer !== null && isTaken(answer, framing, expected)).length
    probing.trial(
      'requestSmuggling',
      trialOn(
        { method: 'GET', path: '/', file: null, line: null },
        {
          name: framing.name,
          saw: count === 2 ? 'effect' : count === 1 ? 'unclear' : 'no-effect',
          effect: effectOf(first, framing, count),
          baseline: rawExchange(client, plain, base),
          control: rawExchange(client, plain, base),
          attempts: [rawExchange(client, sent, first)],
          reproduced: { count, of: 2 },
        },
      ),
    )
  }
}

/** Answered like a plain request, on a connection that goes on. */
function isTaken(answer: RawAnswer, framing: Framing, expected: number): boolean {
  if (framing.isInBody === true) return answersIn(answer) >= 2 && statusesOf(answer).every((status) => status === expected)
  if (framing.name === 'length and chunks') return statusOf(answer.text) === expected && (!answer.isClosed || answersIn(answer) >= 2)
  return statusOf(answer.text) === expected
}

function effectOf(answer: RawAnswer, { name }: Framing, count: number): string {
  const status = statusOf(answer.text)
  if (count === 0)
    return `a request with ${name} got ${status === 0 ? 'no answer' : status}${answer.isClosed ? ' and the connection was closed' : ''}`
  return answersIn(answer) >= 2
    ? `a request with ${name} was answered ${answersIn(answer)} times: a part of its body was taken for another request`
    : `a request with ${name} was answered like a plain one (${status}), and the connection went on`
}

function answersIn(answer: RawAnswer): number {
  return statusesOf(answer).length
}

function statusesOf({ text }: RawAnswer): readonly number[] {
  return [...text.matchAll(/(?:^|\n|[^\w])HTTP\/1\.[01] (\d{3})/g)].map((match) => Number(match[1]))
}
