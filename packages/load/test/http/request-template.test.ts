import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoopback, parseTarget, serializeRequest } from '../../src/http/request-template.ts'
import { LoadError } from '../../src/index.ts'

const target = parseTarget('http://127.0.0.1:3000/')
const text = (request: Parameters<typeof serializeRequest>[1]) => serializeRequest(target, request).toString('latin1')

describe('serializeRequest', () => {
  it('writes a whole request', () => {
    expect(text({ path: '/a?b=c', method: 'POST', headers: { 'X-A': '1' }, body: 'é' })).toBe(
      'POST /a?b=c HTTP/1.1\r\nX-A: 1\r\nContent-Length: 2\r\nHost: 127.0.0.1:3000\r\nAccept: */*\r\nUser-Agent: assay-load\r\n\r\n\u00c3\u00a9',
    )
  })

  it.each([
    ['says the length of its own body', { path: '/', body: 'abc', headers: { 'content-length': '99' } }, /Content-Length: 3\r\n/],
    ['sends no transfer-encoding', { path: '/', headers: { 'Transfer-Encoding': 'chunked' } }, /^(?![\s\S]*Transfer-Encoding)/],
    ['says that a POST is empty', { path: '/', method: 'POST' }, /Content-Length: 0\r\n/],
    ['takes the host that is asked for', { path: '/', headers: { host: 'shop.test' } }, /\r\nhost: shop\.test\r\n/],
    ['escapes what a path cannot hold', { path: '/a b\r\nX: y' }, /^GET \/a%20b%0D%0AX:%20y HTTP\/1\.1\r\n/],
    ['roots a path', { path: 'a' }, /^GET \/a HTTP/],
    ['drops a fragment', { path: '/a#b' }, /^GET \/a HTTP/],
  ])('%s', (_, request, expected) => expect(text(request)).toMatch(expected))

  it.each([
    ['a header with a line break', { path: '/', headers: { 'X-A': 'a\r\nX-B: b' } }],
    ['a header name with a blank', { path: '/', headers: { 'X A': 'a' } }],
    ['a method with a blank', { path: '/', method: 'GET /' }],
  ])('refuses %s', (_, request) => expect(() => text(request)).toThrow(LoadError))

  it('writes one request line and one head, whatever the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        const [head = ''] = text({ path }).split('\r\n\r\n')
        expect(head.split('\r\n')).toHaveLength(4)
        expect(head).toMatch(/^GET \/[\x21-\x7e]* HTTP\/1\.1\r\n/)
      }),
    )
  })
})

describe('parseTarget', () => {
  it.each([
    ['http://127.0.0.1:3000/a?b', { secure: false, host: '127.0.0.1', port: 3000, authority: '127.0.0.1:3000', path: '/a?b' }],
    ['https://shop.test', { secure: true, host: 'shop.test', port: 443, authority: 'shop.test', path: '/' }],
    ['http://[::1]:80/', { secure: false, host: '::1', port: 80, authority: '[::1]', path: '/' }],
  ])('%s', (address, expected) => expect(parseTarget(address)).toEqual(expected))

  it.each(['', 'localhost', 'ftp://127.0.0.1/', 'http://'])('refuses %j', (address) =>
    expect(() => parseTarget(address)).toThrow(LoadError),
  )
})

it.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['localhost', true],
  ['::1', true],
  ['10.0.0.1', false],
  ['127.0.0.1.evil.test', false],
  ['localhost.evil.test', false],
])('%s is this machine: %s', (host, expected) => expect(isLoopback(host)).toBe(expected))
