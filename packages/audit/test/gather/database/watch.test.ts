import { expect, it, vi } from 'vitest'
import type { Backend } from '../../../src/gather/database/drive/activity.ts'
import { Watch } from '../../../src/gather/database/drive/watch.ts'

const resting = (key: string, stateMs: number): Backend => ({
  pid: 1,
  key,
  role: 'shop',
  application: '',
  state: 'idle in transaction',
  waitsForLock: false,
  stateMs,
  transactionMs: stateMs,
  queryMs: stateMs,
  query: '',
  blockedBy: [],
})

/** Samples at the given milliseconds; each names a session and how long it rests. */
it.each<readonly [string, readonly (readonly [at: number, key: string, ms: number])[], number]>([
  ['nothing', [], 0],
  [
    'one rest, seen again and again: the machine may have been busy',
    [
      [400, 'a', 120],
      [440, 'a', 160],
      [600, 'a', 320],
    ],
    0,
  ],
  [
    'the same session, twice',
    [
      [400, 'a', 300],
      [900, 'a', 280],
    ],
    280,
  ],
  [
    'two sessions',
    [
      [400, 'a', 350],
      [400, 'b', 200],
    ],
    200,
  ],
  [
    'many short ones',
    [
      [400, 'a', 5],
      [640, 'a', 5],
      [880, 'a', 5],
    ],
    5,
  ],
])('idle in a transaction: %s', (_name, samples, expected) => {
  const now = vi.spyOn(performance, 'now')
  try {
    const watch = new Watch()
    watch.begin('GET /orders')
    for (const [at, key, ms] of samples) {
      now.mockReturnValue(at)
      watch.sample([resting(key, ms)])
    }
    expect(watch.end()).toBe(expected)
  } finally {
    now.mockRestore()
  }
})
