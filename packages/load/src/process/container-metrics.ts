import { readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'

/** What a container (control group) that holds a process uses as a whole. Null where the system does not tell. */
export interface ContainerSample {
  readonly memoryBytes: number | null
  readonly memoryLimitBytes: number | null
  readonly cpuMs: number | null
  /** Time in which it was not allowed to run because its share was used up. */
  readonly throttledMs: number | null
}

export interface NetworkSample {
  readonly receivedBytes: number
  readonly sentBytes: number
}

const ROOT = '/sys/fs/cgroup'
/** Version 1 writes the largest page-aligned number for "no limit". */
const NO_LIMIT = 2 ** 60

/** The control group of a process; null when it is in the root group, which is the whole machine. */
export async function sampleContainer(pid: number, proc = '/proc', root = ROOT): Promise<ContainerSample | null> {
  const lines = (await readText(`${proc}/${pid}/cgroup`)).split('\n').map((line) => line.split(':'))
  const unified = lines.find(([id]) => id === '0')?.[2]
  if (unified !== undefined && unified !== '/') {
    const sample = await unifiedSample(join(root, unified))
    if (sample !== null) return sample
  }
  const pathOf = (controller: string) => lines.find(([, names]) => names?.split(',').includes(controller))?.[2]
  return await separateSample(root, pathOf('memory'), pathOf('cpuacct'), pathOf('cpu'))
}

/** Traffic of the network that a process has to itself; null when it shares ours, whose traffic is not its own. */
export async function sampleNetwork(pid: number): Promise<NetworkSample | null> {
  const [own, ours] = await Promise.all([`/proc/${pid}/ns/net`, '/proc/self/ns/net'].map((path) => readlink(path).catch(() => null)))
  if (own === null || own === undefined || own === ours) return null
  return networkOf(await readText(`/proc/${pid}/net/dev`))
}

/** Sums the interfaces but the loopback. Columns: eight of what was received, then eight of what was sent. */
export function networkOf(table: string): NetworkSample | null {
  let found = false
  let [receivedBytes, sentBytes] = [0, 0]
  for (const [, name, columns = ''] of table.matchAll(/^\s*([^\s:|]+):\s*([\d\s]+)$/gm)) {
    if (name === 'lo') continue
    const values = columns.trim().split(/\s+/).map(Number)
    found = true
    receivedBytes += values[0] ?? 0
    sentBytes += values[8] ?? 0
  }
  return found ? { receivedBytes, sentBytes } : null
}

async function unifiedSample(folder: string): Promise<ContainerSample | null> {
  const [memory, limit, cpu] = await Promise.all(['memory.current', 'memory.max', 'cpu.stat'].map((name) => readText(join(folder, name))))
  const used = field(cpu ?? '', 'usage_usec')
  if (memory === '' && used === null) return null
  const throttled = field(cpu ?? '', 'throttled_usec')
  return {
    memoryBytes: number(memory),
    memoryLimitBytes: number(limit),
    cpuMs: used === null ? null : used / 1000,
    throttledMs: throttled === null ? null : throttled / 1000,
  }
}

async function separateSample(root: string, memory?: string, accounting?: string, cpu?: string): Promise<ContainerSample | null> {
  const isGroup = (path: string | undefined): path is string => path !== undefined && path !== '/'
  if (!isGroup(memory) && !isGroup(accounting) && !isGroup(cpu)) return null
  const text = (controller: string, path: string | undefined, name: string) =>
    isGroup(path) ? readText(join(root, controller, path, name)) : Promise.resolve('')
  const [used, limit, time, stat] = await Promise.all([
    text('memory', memory, 'memory.usage_in_bytes'),
    text('memory', memory, 'memory.limit_in_bytes'),
    text('cpuacct', accounting, 'cpuacct.usage'),
    text('cpu', cpu, 'cpu.stat'),
  ])
  const [timeNs, throttledNs, limitBytes] = [number(time), field(stat, 'throttled_time'), number(limit)]
  if (used === '' && timeNs === null && throttledNs === null) return null
  return {
    memoryBytes: number(used),
    memoryLimitBytes: limitBytes === null || limitBytes > NO_LIMIT ? null : limitBytes,
    cpuMs: timeNs === null ? null : timeNs / 1e6,
    throttledMs: throttledNs === null ? null : throttledNs / 1e6,
  }
}

function number(text: string | undefined): number | null {
  return text !== undefined && /^\d+\s*$/.test(text) ? Number(text) : null
}

function field(text: string, name: string): number | null {
  const match = new RegExp(`^${name} (\\d+)$`, 'm').exec(text)
  return match === null ? null : Number(match[1])
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
