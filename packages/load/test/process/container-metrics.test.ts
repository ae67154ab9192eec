import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { networkOf, sampleContainer } from '../../src/process/container-metrics.ts'

/** A machine as files: what /proc and /sys/fs/cgroup would hold. */
function machine(files: Readonly<Record<string, string>>): { proc: string; root: string } {
  const folder = mkdtempSync(join(tmpdir(), 'load-cgroup-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return { proc: join(folder, 'proc'), root: join(folder, 'cgroup') }
}

it.each([
  [
    'version 2',
    {
      'proc/7/cgroup': '0::/app.slice\n',
      'cgroup/app.slice/memory.current': '1048576\n',
      'cgroup/app.slice/memory.max': 'max\n',
      'cgroup/app.slice/cpu.stat': 'usage_usec 2500\nuser_usec 2000\nthrottled_usec 700\n',
    },
    { memoryBytes: 1_048_576, memoryLimitBytes: null, cpuMs: 2.5, throttledMs: 0.7 },
  ],
  [
    'version 1, with a limit',
    {
      'proc/7/cgroup': '4:memory:/docker/x\n3:cpu,cpuacct:/docker/x\n',
      'cgroup/memory/docker/x/memory.usage_in_bytes': '2097152\n',
      'cgroup/memory/docker/x/memory.limit_in_bytes': '4194304\n',
      'cgroup/cpuacct/docker/x/cpuacct.usage': '3000000\n',
      'cgroup/cpu/docker/x/cpu.stat': 'nr_periods 3\nthrottled_time 5000000\n',
    },
    { memoryBytes: 2_097_152, memoryLimitBytes: 4_194_304, cpuMs: 3, throttledMs: 5 },
  ],
  [
    'version 1, no limit, no processor group',
    {
      'proc/7/cgroup': '4:memory:/docker/x\n1:cpu:/\n0::/\n',
      'cgroup/memory/docker/x/memory.usage_in_bytes': '5\n',
      'cgroup/memory/docker/x/memory.limit_in_bytes': '9223372036854771712\n',
    },
    { memoryBytes: 5, memoryLimitBytes: null, cpuMs: null, throttledMs: null },
  ],
  ['no container', { 'proc/7/cgroup': '0::/\n' }, null],
  ['a container that cannot be looked into', { 'proc/7/cgroup': '0::/gone\n' }, null],
  ['a process that is gone', {}, null],
])('%s', async (_, files, expected) => {
  const { proc, root } = machine(files)
  expect(await sampleContainer(7, proc, root)).toEqual(expected)
})

it('sums the traffic of all interfaces but the loopback', () => {
  const head = 'Inter-|   Receive  |  Transmit\n face |bytes packets|bytes\n'
  const line = (name: string, received: number, sent: number) => `${name}: ${received} 1 0 0 0 0 0 0 ${sent} 1 0 0 0 0 0 0\n`
  expect(networkOf(head + line('    lo', 5, 5) + line('  eth0', 100, 20) + line('eth1', 10, 2))).toEqual({
    receivedBytes: 110,
    sentBytes: 22,
  })
  expect(networkOf(head + line('    lo', 5, 5))).toBeNull()
})
