import { describe, expect, it } from 'vitest'
import { arrivalsIn } from '../../src/command/arrivals-file.ts'
import { parseLoadArguments } from '../../src/command/load-arguments.ts'

const LOG = ['27/Nov/2026:10:00:00 +0100', '27/Nov/2026:10:00:00 +0100', '27/Nov/2026:09:00:02 +0000', '27/Nov/2026:10:00:01 +0100']

describe('recorded arrivals', () => {
  it.each([
    ['milliseconds, one to a line', '1500\n1000\n\n1250.5\n', [0, 250.5, 500]],
    ['a list', '[1000, 1010, 2000]', [0, 10, 1000]],
    ['dates', '2026-11-27T10:00:00.250Z GET /\n2026-11-27T10:00:01Z GET /\n', [0, 750]],
    [
      'an access log: a second is shared evenly',
      LOG.map((time) => `127.0.0.1 - - [${time}] "GET / HTTP/1.1" 200 5`).join('\n'),
      [0, 500, 1000, 2000],
    ],
    [
      'a HAR file',
      JSON.stringify({ log: { entries: [{ startedDateTime: '2026-11-27T10:00:01Z' }, { startedDateTime: '2026-11-27T10:00:00Z' }] } }),
      [0, 1000],
    ],
  ])('%s', (_, text, expected) => expect(arrivalsIn(text, 'file')).toEqual(expected))

  it.each([
    ['nothing', '\n', /holds no instants/],
    ['prose', '12\nsoon\n', /line 2: "soon" is no instant/],
    ['another JSON', '{"a":1}', /neither a list of instants nor a HAR/],
    ['broken JSON', '[1, 2', /not JSON/],
    ['a month that is none', '[27/Nox/2026:10:00:00 +0000]', /no date/],
  ])('refuses %s', (_, text, message) => expect(() => arrivalsIn(text, 'file')).toThrow(message))
})

describe('how requests arrive', () => {
  const modelOf = (...args: string[]) => {
    const asked = parseLoadArguments(['http://127.0.0.1:1/', ...args])
    return asked.kind === 'run' ? { model: asked.load.model, durationMs: asked.load.durationMs } : asked
  }
  it.each([
    [['-R', '5'], { model: { kind: 'poisson', ratePerSecond: 5 }, durationMs: 10_000 }],
    [['-R', '5', '--uniform'], { model: { kind: 'constant', ratePerSecond: 5 } }],
    [['--ramp', '0-1k', '-d', '30s'], { model: { kind: 'ramp', fromPerSecond: 0, toPerSecond: 1000 }, durationMs: 30_000 }],
    [
      ['--steps', '10x1s,20x500ms'],
      {
        model: {
          kind: 'steps',
          steps: [
            { ratePerSecond: 10, durationMs: 1000 },
            { ratePerSecond: 20, durationMs: 500 },
          ],
        },
        durationMs: undefined,
      },
    ],
  ])('%j', (args, expected) => expect(modelOf(...args)).toMatchObject(expected))

  it.each([
    [['--ramp', '5'], /no ramp/],
    [['--steps', '10'], /no step/],
    [['-R', '5', '--ramp', '1-2'], /exclude each other/],
    [['--replay', '/nowhere/at/all'], /Cannot read the recorded arrivals/],
    [['--workers', '1,2'], /--start/],
    [['--workers', '2', '--start', 'x'], /compares numbers/],
  ])('refuses %j', (args, message) => expect(() => modelOf(...args)).toThrow(message))
})
