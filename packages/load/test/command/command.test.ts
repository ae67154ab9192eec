import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { parseThreshold } from '../../src/command/thresholds.ts'
import { LoadError, runLoadCommand } from '../../src/index.ts'
import { closedPort, hasOpenssl, httpServer, tlsServer } from '../servers.ts'

async function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const code = await runLoadCommand(args, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    signal: new AbortController().signal,
  })
  return { code, out, err }
}

const quickServer = () =>
  httpServer((request, response) => {
    response.statusCode = request.url === '/bad' ? 500 : 200
    response.end('hello')
  })

describe('assay load', () => {
  it('prints rate, latencies and errors', async () => {
    const { url } = await quickServer()
    const { code, out, err } = await command(url, '-c', '3', '-n', '200')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^200 requests in .*no errors/)
    expect(out).toMatch(/p99\.9/)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('prints JSON alone on stdout', async () => {
    const { url } = await quickServer()
    const { code, out, err } = await command(url, '-n', '50', '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      requests: 50,
      errors: 0,
      latencyMs: { p50: expect.any(Number), p999: expect.any(Number) },
      statuses: { 200: 50 },
    })
  })

  it('sends method, headers and body', async () => {
    const seen: string[] = []
    const { url } = await httpServer((request, response) => {
      request.on('data', (chunk) => seen.push(`${request.method} ${request.headers['x-a']} ${chunk}`))
      request.on('end', () => response.end())
    })
    await command(url, '-n', '1', '-c', '1', '-H', 'X-A: one', '-b', '{"a":1}')
    await command(url, '-n', '1', '-c', '1', '-H', 'X-A:two', '-m', 'put', '--body', 'text')
    expect(seen).toEqual(['POST one {"a":1}', 'PUT two text'])
  })

  it('sends at a rate', async () => {
    const { url } = await quickServer()
    const { out } = await command(url, '-R', '200', '--uniform', '-d', '200ms', '--json')
    expect(JSON.parse(out)).toMatchObject({ requests: 40, model: { kind: 'constant', ratePerSecond: 200 } })
  })

  it.each([
    ['holds', '/', 'errors<1%', 'holds'],
    ['is broken', '/bad', 'errors<1%', 'BROKEN'],
    ['is broken by speed', '/', 'p95<1us', 'refused'],
    ['is broken by rate', '/', 'rate>10000000', 'BROKEN'],
  ])('a threshold %s', async (_, path, threshold, expected) => {
    const { url } = await quickServer()
    const { code, out, err } = await command(`${url.slice(0, -1)}${path}`, '-n', '50', '--fail', threshold)
    if (expected === 'refused') return expect({ code, err }).toMatchObject({ code: 2, err: expect.stringMatching(/duration/) })
    expect(out).toContain(`${expected.padEnd(6)} ${threshold}`)
    if (expected === 'BROKEN') expect(code).toBe(1)
  })

  it.each([
    [['--nonsense'], /--nonsense.*--help/],
    [['-c', '0', 'http://127.0.0.1:1/'], /--connections needs a number above zero, not "0"/],
    [['-d', 'soon', 'http://127.0.0.1:1/'], /"soon" is not a duration/],
    [['http://example.test/'], /example\.test is not this machine.*--i-am-authorized example\.test/],
    [['ftp://127.0.0.1/'], /not an address/],
    [['-H', 'broken', 'http://127.0.0.1:1/'], /"broken" is not a header/],
    [['-b', '@/does/not/exist', 'http://127.0.0.1:1/'], /Cannot read the body from \/does\/not\/exist/],
    [['--compare', 'http://127.0.0.1:1/'], /--compare needs two addresses/],
    [['http://127.0.0.1:1/', 'http://127.0.0.1:2/'], /One address at a time/],
    [['--find-capacity', 'http://127.0.0.1:1/'], /--slo 'p99<100ms'/],
    [['--find-capacity', '--slo', 'errors<1%', 'http://127.0.0.1:1/'], /not a service level/],
    [['--slo', 'p99<1s', 'http://127.0.0.1:1/'], /--find-capacity/],
    [['--fail', 'p95', 'http://127.0.0.1:1/'], /not a threshold/],
    [['-n', '5'], /Which address/],
    [['-n', '-5', 'http://127.0.0.1:1/'], /^-n needs a value, and what follows begins with a dash\. See assay load --help\.\n$/],
    [['-d', '0', 'http://127.0.0.1:1/'], /--duration needs a time above zero, such as 10s, not "0"/],
    [['--timeout', '0s', 'http://127.0.0.1:1/'], /--timeout needs a time above zero/],
    [['-c', '100000', 'http://127.0.0.1:1/'], /--connections takes 60000 at most, not "100000"/],
    [['-t', '65', 'http://127.0.0.1:1/'], /--threads takes 64 at most/],
    [['-z', '10s', 'http://127.0.0.1:1/'], /^Unknown option '-z': here the duration is -d\. See assay load --help\.\n$/],
    [['--vus', '10', 'http://127.0.0.1:1/'], /^Unknown option '--vus': here the number of users is -c\./],
    [['http://127.0.0.1:1/', '-c'], /^Option '-c, --connections <value>' argument missing\. See/],
  ])('%j ends with 2 and the way out', async (args, message) => {
    const { code, out, err } = await command(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(message)
  })

  it('says when nobody listens', async () => {
    const url = `http://127.0.0.1:${await closedPort()}/`
    expect(await command(url, '-d', '100ms')).toMatchObject({
      code: 2,
      out: '',
      err: `Cannot connect to ${url} (ECONNREFUSED). Nobody listens there. Is the service running?\n`,
    })
  })

  it.each([[[]], [['--help']], [['-h']]])('%j helps', async (args) => {
    const { code, out } = await command(...args)
    expect(code).toBe(0)
    expect(out).toMatch(/--connections[\s\S]*--find-capacity|--find-capacity[\s\S]*--connections/)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('prints what is known on Ctrl-C', async () => {
    const { url } = await quickServer()
    const controller = new AbortController()
    let out = ''
    const stderr = { isTTY: true, write: (text: string) => text.includes('requests') && controller.abort() }
    const code = await runLoadCommand([url, '-d', '1m', '--json'], {
      stdout: { write: (text) => (out += text) },
      stderr,
      signal: controller.signal,
    })
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ aborted: true, errors: 0 })
    expect(JSON.parse(out).requests).toBeGreaterThan(0)
  })

  it.runIf(hasOpenssl)('says what speaks TLS and what does not', async () => {
    const [plain, secure] = [await quickServer(), await tlsServer((_, response) => response.end())]
    expect((await command(plain.url.replace('http:', 'https:'), '-n', '1')).err).toMatch(/does not speak TLS: is it http\?/)
    expect((await command(secure.url, '-n', '1')).err).toMatch(/certificate was not accepted; -k accepts any/)
    expect(await command(secure.url.replace('https:', 'http:'), '-d', '100ms')).toMatchObject({
      code: 2,
      out: expect.stringContaining('No request was answered'),
      err: expect.stringMatching(/^No request was answered \(closed: \d+\)\. Does it want https\?\n$/),
    })
  })

  it('says that nobody answered in time, and what was measured', async () => {
    const { url } = await httpServer(() => {})
    const { code, out, err } = await command(url, '-c', '1', '-n', '2', '--timeout', '100ms')
    expect([code, err]).toEqual([
      2,
      'No request was answered (timeout: 2). It takes connections and gives no answer in time (--timeout).\n',
    ])
    expect(out).toMatch(/2 errors/)
  })

  it.each<[string, (url: string, other: string) => string[], number, RegExp]>([
    ['run', (url) => [url, '-c', '2', '-d', '400ms'], 50, /refused: \d+/],
    ['comparison', (url, other) => ['--compare', other, url, '-c', '2', '-d', '2s'], 2000, /p50/],
    ['search', (url) => ['--find-capacity', '--slo', 'p90<50ms', url], 2000, /requests per second/],
  ])('says that the service ended during the %s, and what was measured until then', async (during, args, answers, shown) => {
    let left = answers
    const service = createServer((_, response) => {
      response.end('x')
      if (--left > 0) return
      service.close()
      service.closeAllConnections()
    })
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    const { port } = service.address() as AddressInfo
    const other = await httpServer((_, response) => response.end('x'))
    const { code, out, err } = await command(...args(`http://127.0.0.1:${port}/`, other.url))
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(new RegExp(`^The service ended during the ${during}: nobody listens at http:.* any more`)),
    ])
    expect(out).toMatch(shown)
  })

  it('compares two versions', async () => {
    const slow = await httpServer((_, response) => void setTimeout(() => response.end(), 12))
    const fast = await httpServer((_, response) => void setTimeout(() => response.end(), 4))
    const { code, out } = await command('--compare', fast.url, slow.url, '-c', '4', '-d', '2s')
    expect(out).toMatch(/p50 .*B is slower/)
    expect(code).toBe(1)
  })

  it('finds a capacity', async () => {
    const server = await httpServer((_, response) => void setTimeout(() => response.end(), 5))
    const { code, out } = await command('--find-capacity', '--slo', 'p90<1ms', server.url, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ ratePerSecond: 0, probes: [], slo: { quantile: 0.9, limitMs: 1 } })
  })
})

describe('parseThreshold', () => {
  it.each([
    ['p95<200ms', { kind: 'latency', figure: { kind: 'quantile', quantile: 0.95 }, limitMs: 200 }],
    ['p99.9 < 1.5s', { figure: { kind: 'quantile', quantile: 0.999 }, limitMs: 1500 }],
    ['p999<1s', { figure: { kind: 'quantile', quantile: 0.999 } }],
    ['mean<=50ms', { figure: { kind: 'mean' }, limitMs: 50 }],
    ['errors<0.1%', { kind: 'errors', share: 0.001 }],
    ['rate>500', { kind: 'rate', perSecond: 500 }],
    ['rate>500/s', { kind: 'rate', perSecond: 500 }],
  ])('%s', (text, expected) => expect(parseThreshold(text)).toMatchObject(expected))

  it.each(['p95>200ms', 'p95<200', 'p0<1s', 'p100<1s', 'errors<1', 'rate<5', 'p95<', '<5ms', 'p95<1s; rm'])('refuses %s', (text) =>
    expect(() => parseThreshold(text)).toThrow(LoadError),
  )
})

describe('what cannot be reached', () => {
  it.runIf(hasOpenssl)('says which certificate was not accepted', async () => {
    const server = await tlsServer()
    const { code, out, err } = await command(`https://127.0.0.1:${server.port}/`, '-d', '100ms')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/DEPTH_ZERO_SELF_SIGNED_CERT.*-k/)
  })
  it('says when what listens there speaks no TLS', async () => {
    const server = await httpServer((_, response) => void response.end())
    expect(await command(`https://127.0.0.1:${server.port}/`, '-d', '100ms')).toMatchObject({ code: 2, out: '' })
  })
  it('says when there is no such name', async () => {
    expect(
      await command('http://no-such-service.localhost.invalid/', '--i-am-authorized', 'no-such-service.localhost.invalid', '-d', '100ms'),
    ).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/Cannot connect to .*(ENOTFOUND|EAI_AGAIN)/),
    })
  })
})

describe('errors in the table', () => {
  it.each([
    ['/', /error rate 0 %, below .* with 95 % confidence/],
    ['/down', /error rate 100 %: no request succeeded/],
    ['/half', /error rate \d+ % \(\d+ % to \d+ % with 95 % confidence\)/],
  ])('%s', async (path, expected) => {
    let count = 0
    const server = await httpServer((request, response) => {
      const fails = request.url === '/down' || (request.url === '/half' && count++ % 2 === 0)
      response.statusCode = fails ? 503 : 200
      response.end()
    })
    const { out } = await command(`${server.url.slice(0, -1)}${path}`, '-n', '40')
    expect(out).toMatch(expected)
  })
})
