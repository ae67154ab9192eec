import { expect, it } from 'vitest'
import { requireDescriptors } from '../../src/command/descriptors.ts'

const LIMITS =
  'Limit                     Soft Limit           Hard Limit           Units\nMax open files            1024                 4096                 files\n'
const url = 'http://127.0.0.1:1/'

it.each([
  ['few connections', { url, connections: 900 }, LIMITS, null],
  ['more than may be open', { url, connections: 1000 }, LIMITS, /1000 connections .*ulimit -n: 1024.* Use 984 at most/],
  ['streams that share sessions', { url, connections: 5000, http2: true }, LIMITS, null],
  ['no limit', { url, connections: 50_000 }, LIMITS.replace(/1024 /, 'unlimited '), null],
  ['a system that does not tell', { url, connections: 50_000 }, '', null],
])('%s', (_, load, limits, message) => {
  const require = () => requireDescriptors(load, limits)
  if (message === null) expect(require).not.toThrow()
  else expect(require).toThrow(message)
})
