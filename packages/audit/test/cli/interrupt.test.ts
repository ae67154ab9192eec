import { expect, it } from 'vitest'
import { interruptListener } from '../../src/cli/interrupt.ts'

it.each([
  ['one signal', [0], ['stop SIGINT']],
  ['one Ctrl-C that comes twice', [0, 4], ['stop SIGINT']],
  ['a second one, later', [0, 4, 2000], ['stop SIGINT', 'quit']],
])('%s', (_, instants, expected) => {
  const done: string[] = []
  let now = 0
  const listener = interruptListener({ stop: (signal) => done.push(`stop ${signal}`), quit: () => done.push('quit'), now: () => now })
  for (const instant of instants) {
    now = instant
    listener('SIGINT')
  }
  expect(done).toEqual(expected)
})
