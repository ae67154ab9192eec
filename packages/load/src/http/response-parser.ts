import { HeadMemo } from './head-memo.ts'

/** What a call to `execute` or `finish` says of the current response. */
export const NEED_MORE = 0
export const COMPLETE = 1
export const MALFORMED = 2
export type ParseOutcome = typeof NEED_MORE | typeof COMPLETE | typeof MALFORMED

const STATUS_LINE = 0
const HEADERS = 1
const BODY_OF_LENGTH = 2
const BODY_UNTIL_CLOSE = 3
const CHUNK_SIZE = 4
const CHUNK_DATA = 5
const CHUNK_END = 6
const TRAILERS = 7

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const SPACE = 32
const COLON = 58
/** More than any server sends; curl stops at 300 KB in all. */
const MAX_HEAD_BYTES = 256 * 1024
const MAX_LINE_BYTES = 64 * 1024
/** Blank lines tolerated before a status line (RFC 9112, 2.2, the other way round). */
const MAX_BLANK_LINES = 4

/**
 * Reads HTTP/1.x responses from bytes as they come, one at a time, and keeps nothing but counts: memory is bounded by one line.
 * After COMPLETE, `position` is the first byte that does not belong to the response; the next `execute` starts a new one.
 */
export class ResponseParser {
  status = 0
  /** Whether the connection may carry another request. */
  keepAlive = true
  bodyBytes = 0
  position = 0
  /** Why the response is malformed. */
  problem = ''
  /** Whether any byte of the current response has come. */
  started = false

  #state = STATUS_LINE
  #withoutBody = false
  #contentLength = -1
  #chunked = false
  #encoded = false
  #remaining = 0
  #headBytes = 0
  #blankLines = 0
  #pending: Buffer | null = null
  #pendingLength = 0
  readonly #memo = new HeadMemo()

  /** Prepares for a new response; `withoutBody` for the answer to HEAD. */
  reset(withoutBody: boolean): void {
    this.#withoutBody = withoutBody
    this.#pendingLength = 0
    this.#blankLines = 0
    this.started = false
    this.bodyBytes = 0
    this.#startHead()
  }

  #startHead(): void {
    this.#state = STATUS_LINE
    this.#contentLength = -1
    this.#chunked = false
    this.#encoded = false
    this.#headBytes = 0
    this.keepAlive = true
    this.status = 0
  }

  /** Reads bytes `start` to `end` of `bytes`, which is not kept. */
  execute(bytes: Buffer, start: number, end: number): ParseOutcome {
    if (start < end) this.started = true
    let offset = start
    let isWholeHead = start === 0 && this.#state === STATUS_LINE && this.#pendingLength === 0
    if (isWholeHead && !this.#withoutBody) {
      const length = this.#memo.recall(bytes, end)
      if (length > 0) {
        this.#recalled()
        offset = length
        isWholeHead = false
      }
    }
    while (offset < end) {
      if (this.#state === BODY_OF_LENGTH || this.#state === CHUNK_DATA) {
        const taken = Math.min(this.#remaining, end - offset)
        this.#remaining -= taken
        this.bodyBytes += taken
        offset += taken
        if (this.#remaining > 0) break
        if (this.#state === BODY_OF_LENGTH) return this.#complete(offset)
        this.#state = CHUNK_END
        continue
      }
      if (this.#state === BODY_UNTIL_CLOSE) {
        this.bodyBytes += end - offset
        offset = end
        break
      }
      const lineEnd = findLineFeed(bytes, offset, end)
      if (lineEnd < 0) return this.#keepPartialLine(bytes, offset, end)
      this.#headBytes += lineEnd + 1 - offset
      if (this.#headBytes > MAX_HEAD_BYTES) return this.#fail('the head is longer than 256 KiB')
      const outcome = this.#pendingLength > 0 ? this.#pendingLine(bytes, offset, lineEnd) : this.#line(bytes, offset, lineEnd)
      offset = lineEnd + 1
      if (outcome === MALFORMED) return MALFORMED
      if (isWholeHead && this.#state !== HEADERS) {
        isWholeHead = false
        this.#remember(bytes, offset)
      }
      if (outcome === COMPLETE) return this.#complete(offset)
    }
    this.position = offset
    return NEED_MORE
  }

  /** The peer closed: COMPLETE when that ends the response, else NEED_MORE. */
  finish(): ParseOutcome {
    return this.#state === BODY_UNTIL_CLOSE ? COMPLETE : NEED_MORE
  }

  /** Takes over what the known head means. */
  #recalled(): void {
    const { status, keepAlive, contentLength } = this.#memo
    this.status = status
    this.keepAlive = keepAlive
    this.#remaining = contentLength
    this.#state = BODY_OF_LENGTH
  }

  /** Keeps a head that came in one piece and announced its length: it may come again. */
  #remember(bytes: Buffer, length: number): void {
    if (this.#state === BODY_OF_LENGTH) this.#memo.learn(bytes, length, this.status, this.keepAlive, this.#contentLength)
  }

  #complete(offset: number): ParseOutcome {
    this.position = offset
    return COMPLETE
  }

  #fail(problem: string): ParseOutcome {
    this.problem = problem
    return MALFORMED
  }

  #keepPartialLine(bytes: Buffer, start: number, end: number): ParseOutcome {
    const length = this.#pendingLength + end - start
    if (length > MAX_LINE_BYTES) return this.#fail('a line is longer than 64 KiB')
    if (this.#pending === null || this.#pending.length < length) {
      const grown = Buffer.allocUnsafe(Math.min(MAX_LINE_BYTES, Math.max(256, length * 2)))
      this.#pending?.copy(grown, 0, 0, this.#pendingLength)
      this.#pending = grown
    }
    bytes.copy(this.#pending, this.#pendingLength, start, end)
    this.#pendingLength = length
    this.position = end
    return NEED_MORE
  }

  #pendingLine(bytes: Buffer, start: number, lineEnd: number): ParseOutcome {
    if (lineEnd > start && this.#keepPartialLine(bytes, start, lineEnd) === MALFORMED) return MALFORMED
    const length = this.#pendingLength
    this.#pendingLength = 0
    return this.#pending === null ? NEED_MORE : this.#line(this.#pending, 0, length)
  }

  /** One line, without its line feed. */
  #line(bytes: Buffer, start: number, lineFeed: number): ParseOutcome {
    const end = lineFeed > start && bytes[lineFeed - 1] === CARRIAGE_RETURN ? lineFeed - 1 : lineFeed
    switch (this.#state) {
      case STATUS_LINE:
        return this.#statusLine(bytes, start, end)
      case HEADERS:
        return start === end ? this.#endOfHead() : this.#header(bytes, start, end)
      case CHUNK_SIZE:
        return this.#chunkSize(bytes, start, end)
      case CHUNK_END:
        if (start !== end) return this.#fail('a chunk is longer than it says')
        this.#state = CHUNK_SIZE
        this.#headBytes = 0
        return NEED_MORE
      default: // trailers
        return start === end ? COMPLETE : NEED_MORE
    }
  }

  #statusLine(bytes: Buffer, start: number, end: number): ParseOutcome {
    if (start === end) return ++this.#blankLines > MAX_BLANK_LINES ? this.#fail('blank lines instead of a status line') : NEED_MORE
    const minor = (bytes[start + 7] ?? 0) - 48
    const status = digits(bytes, start + 9, start + 12)
    const wellFormed = end - start >= 12 && startsWithHttp1(bytes, start) && minor >= 0 && minor <= 9 && bytes[start + 8] === SPACE
    const separated = end - start === 12 || bytes[start + 12] === SPACE
    if (!wellFormed || !separated || status < 100) return this.#fail('the status line is not HTTP/1.x')
    this.status = status
    this.keepAlive = minor > 0
    this.#state = HEADERS
    return NEED_MORE
  }

  #header(bytes: Buffer, start: number, end: number): ParseOutcome {
    const first = bytes[start] ?? 0
    if (first === SPACE || first === 9) return NEED_MORE // a folded line continues a header; none that matters here is ever folded
    const initial = first | 0x20
    if (initial === 0x63 || initial === 0x74) {
      // only c... and t... can be content-length, connection, transfer-encoding
      if (isName(bytes, start, end, 'content-length')) return this.#lengthHeader(bytes, start + 15, end)
      if (isName(bytes, start, end, 'connection')) return this.#connectionHeader(bytes, start + 11, end)
      if (isName(bytes, start, end, 'transfer-encoding')) return this.#encodingHeader(bytes, start + 18, end)
    }
    for (let index = start; index < end; index++)
      if (bytes[index] === COLON) return index === start ? this.#fail('a header has no name') : NEED_MORE
    return this.#fail('a header line has no colon')
  }

  #lengthHeader(bytes: Buffer, start: number, end: number): ParseOutcome {
    let from = start
    let to = end
    while (from < to && (bytes[from] === SPACE || bytes[from] === 9)) from++
    while (to > from && (bytes[to - 1] === SPACE || bytes[to - 1] === 9)) to--
    const length = to - from > 15 ? -1 : digits(bytes, from, to)
    if (length < 0) return this.#fail('content-length is not a number')
    if (this.#contentLength >= 0 && this.#contentLength !== length) return this.#fail('two content-length headers disagree')
    this.#contentLength = length
    return NEED_MORE
  }

  #connectionHeader(bytes: Buffer, start: number, end: number): ParseOutcome {
    if (isValue(bytes, start, end, 'keep-alive')) {
      this.keepAlive = true // what most servers say; no string is made of it
      return NEED_MORE
    }
    const tokens = tokensOf(bytes, start, end)
    if (tokens.includes('close')) this.keepAlive = false
    else if (tokens.includes('keep-alive')) this.keepAlive = true
    return NEED_MORE
  }

  #encodingHeader(bytes: Buffer, start: number, end: number): ParseOutcome {
    this.#encoded = true
    this.#chunked = tokensOf(bytes, start, end).at(-1) === 'chunked'
    return NEED_MORE
  }

  #endOfHead(): ParseOutcome {
    const { status } = this
    if (status === 101) return this.#fail('101 Switching Protocols was not asked for')
    if (status < 200) {
      const headBytes = this.#headBytes
      this.#startHead()
      this.#headBytes = headBytes // a server that sends 1xx for ever reaches the limit
      return NEED_MORE
    }
    if (this.#withoutBody || status === 204 || status === 304) return COMPLETE
    if (this.#chunked) {
      if (this.#contentLength >= 0) this.keepAlive = false // RFC 9112, 6.3: such a message is suspect
      this.#state = CHUNK_SIZE
      this.#headBytes = 0
      return NEED_MORE
    }
    if (this.#contentLength >= 0 && !this.#encoded) {
      if (this.#contentLength === 0) return COMPLETE
      this.#remaining = this.#contentLength
      this.#state = BODY_OF_LENGTH
      return NEED_MORE
    }
    this.keepAlive = false
    this.#state = BODY_UNTIL_CLOSE
    return NEED_MORE
  }

  #chunkSize(bytes: Buffer, start: number, end: number): ParseOutcome {
    let size = 0
    let index = start
    for (; index < end; index++) {
      const digit = hexDigit(bytes[index] ?? 0)
      if (digit < 0) break
      size = size * 16 + digit
      if (index - start > 12) return this.#fail('a chunk size is too large')
    }
    const next = bytes[index] ?? 0
    const separated = index === end || next === 0x3b || next === SPACE || next === 9
    if (index === start || !separated) return this.#fail('a chunk size is not hexadecimal')
    this.#remaining = size
    this.#state = size === 0 ? TRAILERS : CHUNK_DATA
    return NEED_MORE
  }
}

/** A loop beats Buffer.indexOf for the short lines of a head: no call into native code. */
function findLineFeed(bytes: Buffer, start: number, end: number): number {
  for (let index = start; index < end; index++) if (bytes[index] === LINE_FEED) return index
  return -1
}

function startsWithHttp1(bytes: Buffer, start: number): boolean {
  return (
    bytes[start] === 0x48 &&
    bytes[start + 1] === 0x54 &&
    bytes[start + 2] === 0x54 &&
    bytes[start + 3] === 0x50 &&
    bytes[start + 4] === 0x2f &&
    bytes[start + 5] === 0x31 &&
    bytes[start + 6] === 0x2e
  )
}

/** The decimal number in the bytes, or -1. */
function digits(bytes: Buffer, start: number, end: number): number {
  if (start >= end) return -1
  let value = 0
  for (let index = start; index < end; index++) {
    const digit = (bytes[index] ?? 0) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  const letter = byte | 0x20
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}

function isName(bytes: Buffer, start: number, end: number, name: string): boolean {
  if (end - start <= name.length || bytes[start + name.length] !== COLON) return false
  for (let index = 0; index < name.length; index++) {
    const byte = bytes[start + index] ?? 0
    const lower = byte >= 65 && byte <= 90 ? byte | 0x20 : byte
    if (lower !== name.charCodeAt(index)) return false
  }
  return true
}

/** Whether a header's value is exactly this one, in any case, after at most one blank. */
function isValue(bytes: Buffer, start: number, end: number, value: string): boolean {
  const from = bytes[start] === SPACE ? start + 1 : start
  if (end - from !== value.length) return false
  for (let index = 0; index < value.length; index++) if (((bytes[from + index] ?? 0) | 0x20) !== value.charCodeAt(index)) return false
  return true
}

function tokensOf(bytes: Buffer, start: number, end: number): string[] {
  return bytes
    .toString('latin1', start, end)
    .toLowerCase()
    .split(',')
    .map((token) => token.trim())
}
