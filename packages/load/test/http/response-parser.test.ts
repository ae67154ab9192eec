import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMPLETE, MALFORMED, NEED_MORE, type ParseOutcome, ResponseParser } from '../../src/http/response-parser.ts'

interface Read {
  readonly outcome: ParseOutcome
  readonly status: number
  readonly bodyBytes: number
  readonly keepAlive: boolean
  readonly leftOver: number
}

/** Feeds the pieces one after the other until the response is decided. */
function read(pieces: readonly Buffer[], withoutBody = false): Read {
  const parser = new ResponseParser()
  parser.reset(withoutBody)
  let outcome: ParseOutcome = NEED_MORE
  let leftOver = 0
  for (const piece of pieces) {
    if (outcome !== NEED_MORE) leftOver += piece.length
    else {
      outcome = parser.execute(piece, 0, piece.length)
      if (outcome === COMPLETE) leftOver = piece.length - parser.position
    }
  }
  if (outcome === NEED_MORE) outcome = parser.finish()
  const { status, bodyBytes, keepAlive } = parser
  return { outcome, status, bodyBytes, keepAlive, leftOver }
}

const bytes = (text: string) => Buffer.from(text, 'latin1')

const RESPONSES = [
  ['content-length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', { status: 200, bodyBytes: 5, keepAlive: true }],
  ['empty body', 'HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n', { status: 200, bodyBytes: 0, keepAlive: true }],
  [
    'chunked',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n',
    { status: 200, bodyBytes: 15, keepAlive: true },
  ],
  [
    'chunked with trailers',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\nX-Sum: 1\r\n\r\n',
    { status: 200, bodyBytes: 1, keepAlive: true },
  ],
  ['no reason phrase', 'HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n', { status: 404, bodyBytes: 0, keepAlive: true }],
  ['204', 'HTTP/1.1 204 No Content\r\nContent-Length: 99\r\n\r\n', { status: 204, bodyBytes: 0, keepAlive: true }],
  ['304', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n', { status: 304, bodyBytes: 0, keepAlive: true }],
  [
    '1xx before it',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    { status: 200, bodyBytes: 2, keepAlive: true },
  ],
  [
    'connection: close',
    'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok',
    { status: 200, bodyBytes: 2, keepAlive: false },
  ],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok', { status: 200, bodyBytes: 2, keepAlive: false }],
  [
    'HTTP/1.0 keep-alive',
    'HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok',
    { status: 200, bodyBytes: 2, keepAlive: true },
  ],
  ['until close', 'HTTP/1.1 200 OK\r\nServer: x\r\n\r\nas long as it lasts', { status: 200, bodyBytes: 19, keepAlive: false }],
  ['bare line feeds', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok', { status: 200, bodyBytes: 2, keepAlive: true }],
  ['folded header', 'HTTP/1.1 200 OK\r\nX-Long: a\r\n b\r\nContent-Length: 2\r\n\r\nok', { status: 200, bodyBytes: 2, keepAlive: true }],
  [
    'repeated equal length',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok',
    { status: 200, bodyBytes: 2, keepAlive: true },
  ],
  ['blank line first', '\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', { status: 200, bodyBytes: 2, keepAlive: true }],
] as const

describe('a well-formed response', () => {
  it.each(RESPONSES)('%s', (_, text, expected) =>
    expect(read([bytes(text)])).toMatchObject({ outcome: COMPLETE, leftOver: 0, ...expected }),
  )

  it.each(RESPONSES)('%s, split at every byte', (_, text, expected) => {
    const all = bytes(text)
    for (let at = 0; at <= all.length; at++)
      expect(read([all.subarray(0, at), all.subarray(at)]), `split at ${at}`).toMatchObject({ outcome: COMPLETE, ...expected })
    expect(read([...all].map((byte) => Buffer.from([byte])))).toMatchObject({ outcome: COMPLETE, ...expected })
  })

  it('answers HEAD without a body, whatever its length says', () => {
    expect(read([bytes('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n')], true)).toMatchObject({
      outcome: COMPLETE,
      bodyBytes: 0,
      leftOver: 0,
    })
  })

  it('leaves what comes after it', () => {
    expect(read([bytes('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1')])).toMatchObject({ outcome: COMPLETE, leftOver: 8 })
  })

  it('reads one after the other on one connection', () => {
    const parser = new ResponseParser()
    const all = bytes('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 No\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx')
    parser.reset(false)
    expect(parser.execute(all, 0, all.length)).toBe(COMPLETE)
    expect(parser).toMatchObject({ status: 200, keepAlive: true })
    const { position } = parser
    parser.reset(false)
    expect(parser.execute(all, position, all.length)).toBe(COMPLETE)
    expect(parser).toMatchObject({ status: 500, keepAlive: false, bodyBytes: 1 })
  })

  it('counts any body in any pieces', () => {
    const chunks = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 20 })
    fc.assert(
      fc.property(chunks, fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1 }), (sizes, cuts) => {
        const body = sizes.map((size) => `${size.toString(16)}\r\n${'\n'.repeat(size)}\r\n`).join('')
        const all = bytes(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body}0\r\n\r\n`)
        const pieces: Buffer[] = []
        for (let at = 0, cut = 0; at < all.length; cut++) {
          const length = cuts[cut % cuts.length] ?? 1
          pieces.push(all.subarray(at, at + length))
          at += length
        }
        expect(read(pieces)).toMatchObject({ outcome: COMPLETE, bodyBytes: sizes.reduce((sum, size) => sum + size, 0), leftOver: 0 })
      }),
    )
  })
})

describe('a malformed response', () => {
  it.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['HTTP/2', 'HTTP/2.0 200 OK\r\n\r\n'],
    ['no status', 'HTTP/1.1 OK\r\n\r\n'],
    ['status of four digits', 'HTTP/1.1 2000 OK\r\n\r\n'],
    ['status under 100', 'HTTP/1.1 099 Low\r\n\r\n'],
    ['length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n'],
    ['negative length', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
    ['length beyond reason', 'HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n'],
    ['lengths that disagree', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    ['chunk size that is no number', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'],
    ['chunk size beyond reason', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n'],
    ['chunk longer than it says', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxyz\r\n'],
    ['header without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n'],
    ['header without a name', 'HTTP/1.1 200 OK\r\n: x\r\n\r\n'],
    ['switching protocols', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['head without end', `HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(40_000)}`],
    ['line without end', `HTTP/1.1 200 OK\r\nX-A: ${'b'.repeat(70_000)}`],
    ['1xx without end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(20_000)],
  ])('%s', (_, text) => expect(read([bytes(text)]).outcome).toBe(MALFORMED))

  it.each([
    ['half a head', 'HTTP/1.1 200 OK\r\nContent-Le'],
    ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
    ['half a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe'],
    ['nothing', ''],
  ])('%s then the end is not whole', (_, text) => expect(read([bytes(text)]).outcome).toBe(NEED_MORE))

  it('reads any sequence on one connection as it would read each by itself', () => {
    const buffer = Buffer.allocUnsafeSlow(4096)
    const sequence = fc.array(fc.tuple(fc.constantFrom(...RESPONSES.map(([, text]) => text)), fc.nat(300), fc.boolean()), { maxLength: 30 })
    fc.assert(
      fc.property(sequence, (responses) => {
        const parser = new ResponseParser()
        for (const [text, cut, withoutBody] of responses) {
          parser.reset(withoutBody)
          const pieces = [bytes(text).subarray(0, cut), bytes(text).subarray(cut)]
          let outcome: ParseOutcome = NEED_MORE
          for (const piece of pieces) {
            piece.copy(buffer) // as a socket does: always into the same place
            if (outcome === NEED_MORE) outcome = parser.execute(buffer, 0, piece.length)
          }
          if (outcome === NEED_MORE) outcome = parser.finish()
          const { status, bodyBytes, keepAlive } = parser
          const { leftOver: _, ...alone } = read(pieces, withoutBody)
          expect({ outcome, status, bodyBytes, keepAlive }).toEqual(alone)
        }
      }),
    )
  })

  it('knows a head that comes again, and notices the byte that differs', () => {
    const parser = new ResponseParser()
    const buffer = Buffer.allocUnsafeSlow(256)
    const statuses = ['200', '200', '503', '200', '200'].map((status) => {
      const length = buffer.write(`HTTP/1.1 ${status} OK\r\nContent-Length: 2\r\n\r\nok`, 'latin1')
      parser.reset(false)
      expect(parser.execute(buffer, 0, length)).toBe(COMPLETE)
      return parser.status
    })
    expect(statuses).toEqual([200, 200, 503, 200, 200])
  })

  it('never throws and never reads past the end', () => {
    const soup = fc.array(
      fc.constantFrom('HTTP/1.1 ', '200', ' OK', '\r\n', '\n', 'Content-Length: ', '5', 'Transfer-Encoding: chunked', ':', 'ff', '\0', 'x'),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(soup, fc.nat(200), (words, cut) => {
        const all = bytes(words.join(''))
        const { leftOver, bodyBytes } = read([all.subarray(0, cut), all.subarray(cut)])
        expect(leftOver + bodyBytes).toBeLessThanOrEqual(all.length)
      }),
    )
  })
})
