import { readdir, readFile } from 'node:fs/promises'
import { type ContainerSample, type NetworkSample, sampleContainer, sampleNetwork } from './container-metrics.ts'

/** One look at a process and everything it started. Null where the system does not tell. */
export interface ProcessSample {
  /** Milliseconds since the first look. */
  readonly atMs: number
  readonly processes: number
  readonly threads: number
  /** Processor time used so far by those alive. */
  readonly cpuMs: number
  readonly rssBytes: number
  /** Shared pages counted once in all. */
  readonly pssBytes: number | null
  readonly descriptors: number | null
  readonly contextSwitches: number | null
  /** How long its threads waited for a processor so far, together. This and what follows is missing in samples of older versions. */
  readonly waitedMs?: number | null
  /** Bytes that reached a disk or came from one so far. */
  readonly diskReadBytes?: number | null
  readonly diskWrittenBytes?: number | null
  /** Of the network that it has to itself, as in a container; null when it shares that of the machine. */
  readonly network?: NetworkSample | null
  /** Of the container that the first process is in; null outside of one. */
  readonly container?: ContainerSample | null
}

type PerProcess = Required<Omit<ProcessSample, 'atMs' | 'processes' | 'network' | 'container'>>

export type ProcessSeries =
  | { readonly state: 'known'; readonly pid: number; readonly samples: readonly ProcessSample[] }
  | { readonly state: 'unknown'; readonly because: string }

/** Linux gives processor times in hundredths of a second to every program, whatever the kernel's own tick. */
const MS_PER_TICK = 10
const MAX_PROCESSES = 1000
const MAX_THREADS = 512
/** Of a long watch every second look is dropped when there are more, and looks become half as frequent. */
const MAX_LOOKS = 1200

/** Looks at the process tree of `pid` once; null when it is gone or the system is not Linux. */
export async function sampleProcessTree(pid: number, atMs = 0): Promise<ProcessSample | null> {
  const looks = await Promise.all((await processTree(pid)).map(sampleProcess))
  const alive = looks.filter((look) => look !== null)
  if (alive.length === 0) return null
  const sum = (key: 'cpuMs' | 'rssBytes' | 'threads') => alive.reduce((total, look) => total + look[key], 0)
  const sumKnown = (key: 'pssBytes' | 'descriptors' | 'contextSwitches' | 'waitedMs' | 'diskReadBytes' | 'diskWrittenBytes') =>
    alive.reduce<number | null>((total, look) => (total === null || look[key] === null ? null : total + look[key]), 0)
  return {
    atMs,
    processes: alive.length,
    threads: sum('threads'),
    cpuMs: sum('cpuMs'),
    rssBytes: sum('rssBytes'),
    pssBytes: sumKnown('pssBytes'),
    descriptors: sumKnown('descriptors'),
    contextSwitches: sumKnown('contextSwitches'),
    waitedMs: sumKnown('waitedMs'),
    diskReadBytes: sumKnown('diskReadBytes'),
    diskWrittenBytes: sumKnown('diskWrittenBytes'),
    network: await sampleNetwork(pid),
    container: await sampleContainer(pid),
  }
}

/** The process and its descendants, those alive, parents first. */
export async function processTree(pid: number): Promise<number[]> {
  const children = (await childrenOf(pid)) === null ? await childrenOfAll() : null
  const tree = [pid]
  for (let index = 0; index < tree.length && tree.length < MAX_PROCESSES; index++) {
    const parent = tree[index] ?? 0
    const found = children === null ? await childrenOf(parent) : children.get(parent)
    for (const child of found ?? []) if (!tree.includes(child)) tree.push(child)
  }
  return tree
}

/** As the kernel lists them by thread; null where it keeps no such list. Reading every process of a machine would hold up the generator. */
async function childrenOf(pid: number): Promise<number[] | null> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(
    threads.slice(0, MAX_THREADS).map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => null)),
  )
  const known = lists.filter((list) => list !== null)
  return known.length === 0 ? null : known.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
}

/** Watches a process tree until stopped. Looks never overlap. */
export class ProcessMonitor {
  readonly #pid: number
  #intervalMs: number
  #samples: ProcessSample[] = []
  #began = 0
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> = Promise.resolve()

  constructor(pid: number, intervalMs = 1000) {
    this.#pid = pid
    this.#intervalMs = intervalMs
  }

  async start(): Promise<void> {
    this.#began = performance.now()
    await this.#look()
    this.#lookOn()
  }

  async stop(): Promise<ProcessSeries> {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
    await this.#looking
    await this.#look()
    if (this.#samples.length > 0) return { state: 'known', pid: this.#pid, samples: this.#samples }
    const because =
      process.platform === 'linux' ? `process ${this.#pid} is not there or may not be read` : `${process.platform} does not offer /proc`
    return { state: 'unknown', because }
  }

  #lookOn(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look())
    }, this.#intervalMs)
    this.#timer.unref()
  }

  async #look(): Promise<void> {
    const sample = await sampleProcessTree(this.#pid, performance.now() - this.#began)
    if (sample !== null) this.#samples.push(sample)
    if (this.#samples.length < MAX_LOOKS || this.#timer === null) return
    this.#samples = this.#samples.filter((_, index) => index % 2 === 0)
    this.#intervalMs *= 2
    clearInterval(this.#timer)
    this.#lookOn()
  }
}

async function sampleProcess(pid: number): Promise<PerProcess | null> {
  const [stat, status, rollup, io, descriptors] = await Promise.all([
    readText(`/proc/${pid}/stat`),
    readText(`/proc/${pid}/status`),
    readText(`/proc/${pid}/smaps_rollup`),
    readText(`/proc/${pid}/io`),
    countEntries(`/proc/${pid}/fd`),
  ])
  const fields = fieldsOfStat(stat)
  if (fields === null) return null
  const pss = kilobytes(rollup, 'Pss')
  return {
    threads: fields.threads,
    cpuMs: fields.ticks * MS_PER_TICK,
    rssBytes: (kilobytes(status, 'VmRSS') ?? 0) * 1024,
    pssBytes: pss === null ? null : pss * 1024,
    descriptors,
    ...(await ofThreads(pid)),
    diskReadBytes: bytesOfIo(io, 'read_bytes'),
    diskWrittenBytes: bytesOfIo(io, 'write_bytes'),
  }
}

async function childrenOfAll(): Promise<Map<number, number[]>> {
  const children = new Map<number, number[]>()
  const entries = await readdir('/proc').catch(() => [])
  const pids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number)
  const stats = await Promise.all(pids.map((pid) => readText(`/proc/${pid}/stat`)))
  for (const [index, pid] of pids.entries()) {
    const parent = fieldsOfStat(stats[index] ?? '')?.parent
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  return children
}

/** The name in field 2 may hold blanks and brackets: what counts begins after the last bracket. A zombie uses nothing. */
function fieldsOfStat(stat: string): { parent: number; ticks: number; threads: number } | null {
  const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (rest.length < 20 || rest[0] === 'Z' || rest[0] === 'X') return null
  return { parent: Number(rest[1]), ticks: Number(rest[11]) + Number(rest[12]), threads: Number(rest[17]) }
}

async function ofThreads(pid: number): Promise<Pick<PerProcess, 'contextSwitches' | 'waitedMs'>> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  if (threads.length === 0 || threads.length > MAX_THREADS) return { contextSwitches: null, waitedMs: null }
  const read = (name: string) => Promise.all(threads.map((thread) => readText(`/proc/${pid}/task/${thread}/${name}`)))
  const [statuses, schedules] = await Promise.all([read('status'), read('schedstat')])
  let switches = 0
  for (const status of statuses)
    for (const [, count] of status.matchAll(/^(?:non)?voluntary_ctxt_switches:\s+(\d+)/gm)) switches += Number(count)
  const waitedNs = schedules.map((schedule) => Number(schedule.split(' ')[1]))
  const isKnown = waitedNs.every((value) => Number.isFinite(value))
  return { contextSwitches: switches, waitedMs: isKnown ? waitedNs.reduce((sum, value) => sum + value, 0) / 1e6 : null }
}

function bytesOfIo(text: string, key: string): number | null {
  const match = new RegExp(`^${key}: (\\d+)$`, 'm').exec(text)
  return match === null ? null : Number(match[1])
}

function kilobytes(text: string, key: string): number | null {
  const match = new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)
  return match === null ? null : Number(match[1])
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}

async function countEntries(path: string): Promise<number | null> {
  return (await readdir(path).catch(() => null))?.length ?? null
}
