import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { ProcessMonitor, sampleProcessTree } from '../../src/index.ts'
import { processTree } from '../../src/process/process-metrics.ts'

const onLinux = process.platform === 'linux'

describe('process metrics', () => {
  it('of this process are known on Linux', async () => {
    const sample = await sampleProcessTree(process.pid)
    if (!onLinux) return expect(sample).toBeNull()
    expect(sample?.rssBytes).toBeGreaterThan(1e6)
    expect(sample?.pssBytes ?? 1).toBeGreaterThan(0)
    expect(sample?.descriptors).toBeGreaterThan(0)
    expect(sample?.cpuMs).toBeGreaterThan(0)
    expect(sample?.contextSwitches).toBeGreaterThan(0)
    expect(sample?.waitedMs).toBeGreaterThanOrEqual(0)
    expect(sample?.diskReadBytes ?? 0).toBeGreaterThanOrEqual(0)
    expect(sample?.network).toBeNull() // it shares ours
  })

  it.runIf(onLinux)('count children and theirs', async () => {
    const child = spawn('sh', ['-c', 'sleep 60 & echo started; wait'])
    await once(child.stdout, 'data')
    const tree = await processTree(child.pid ?? 0)
    expect(tree).toHaveLength(2)
    expect((await sampleProcessTree(child.pid ?? 0))?.processes).toBe(2)
    for (const pid of tree.toReversed()) process.kill(pid)
    await once(child, 'exit')
    expect(await sampleProcessTree(child.pid ?? 0)).toBeNull()
  })

  it('of nobody are unknown, with the reason', async () => {
    const monitor = new ProcessMonitor(2 ** 30)
    await monitor.start()
    expect(await monitor.stop()).toMatchObject({ state: 'unknown', because: expect.stringMatching(/is not there|does not offer/) })
  })

  it.runIf(onLinux)('are watched over time', async () => {
    const monitor = new ProcessMonitor(process.pid, 20)
    await monitor.start()
    await new Promise((resolve) => setTimeout(resolve, 100))
    const series = await monitor.stop()
    if (series.state === 'unknown') throw new Error(series.because)
    const at = series.samples.map(({ atMs }) => atMs)
    expect(at.length).toBeGreaterThanOrEqual(2)
    expect(at).toEqual(at.toSorted((a, b) => a - b))
  })
})
