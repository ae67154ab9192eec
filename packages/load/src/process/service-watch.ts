import { type LeakVerdict, leakVerdict } from '../statistics/leak.ts'
import { type EventLoopDelay, EventLoopWatch } from './event-loop.ts'
import { listeningProcesses } from './listening-process.ts'
import { ProcessMonitor, type ProcessSample, processTree } from './process-metrics.ts'

/** What the processes behind a port used during a run. Null where the system does not tell. */
export interface ServiceUse {
  readonly pid: number
  /** At most at once. */
  readonly processes: number
  /** Cores kept busy on average. */
  readonly cores: number
  readonly cpuMsPerRequest: number | null
  readonly rssBytes: { readonly first: number; readonly last: number; readonly most: number }
  readonly pssBytes: number | null
  readonly descriptors: number | null
  readonly contextSwitchesPerRequest: number | null
  readonly diskReadBytes: number | null
  readonly diskWrittenBytes: number | null
  /** Traffic of a network of its own; null when it shares that of the machine. */
  readonly networkBytes: { readonly received: number; readonly sent: number } | null
  /** Of its container; null outside of one. */
  readonly container: {
    readonly memoryBytes: number | null
    readonly memoryLimitBytes: number | null
    readonly throttledMs: number | null
  } | null
  /** Null where there is none, or its inspector cannot be reached. */
  readonly eventLoopDelayMs: EventLoopDelay | null
  readonly leak: LeakVerdict
  readonly samples: readonly ProcessSample[]
}

/** Watches the processes of this machine that listen on a port. */
export class ServiceWatch {
  readonly #pid: number
  readonly #monitor: ProcessMonitor
  readonly #loop: EventLoopWatch | null

  private constructor(pid: number, loop: EventLoopWatch | null) {
    this.#pid = pid
    this.#monitor = new ProcessMonitor(pid)
    this.#loop = loop
  }

  /** Null when nobody of this machine who may be looked into listens there. `isOurs`: it was started for this run. */
  static async open(port: number, isOurs = false): Promise<ServiceWatch | null> {
    const listening = (await listeningProcesses(port)).filter((pid) => pid !== process.pid)
    const trees = await Promise.all(listening.map(processTree))
    // a master and its workers share the socket: what counts is the one that is nobody's child
    const pid = listening.find((each) => !trees.some((tree) => tree[0] !== each && tree.includes(each)))
    if (pid === undefined) return null
    return new ServiceWatch(pid, await EventLoopWatch.open(await processTree(pid), port, isOurs))
  }

  start(): Promise<void> {
    return this.#monitor.start()
  }

  /** Null when the service was gone before it could be looked at. */
  async stop(requests: number): Promise<ServiceUse | null> {
    const [series, eventLoopDelayMs] = await Promise.all([this.#monitor.stop(), this.#loop?.close() ?? null])
    if (series.state === 'unknown') return null
    return useOf(this.#pid, series.samples, requests, eventLoopDelayMs)
  }
}

export function useOf(
  pid: number,
  samples: readonly ProcessSample[],
  requests: number,
  eventLoopDelayMs: EventLoopDelay | null,
): ServiceUse | null {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined) return null
  const most = (pick: (sample: ProcessSample) => number | null): number | null =>
    samples.reduce<number | null>((top, sample) => ((pick(sample) ?? -1) > (top ?? -1) ? pick(sample) : top), null)
  const grown = (pick: (sample: ProcessSample) => number | null | undefined): number | null => {
    const [from, to] = [pick(first), pick(last)]
    return from == null || to == null ? null : Math.max(0, to - from)
  }
  const each = (total: number | null): number | null => (total === null || requests === 0 ? null : total / requests)
  // a worker that ended takes its time along
  const cpuMs = grown(({ cpuMs: used }) => used) ?? 0
  const received = grown(({ network }) => network?.receivedBytes)
  const sent = grown(({ network }) => network?.sentBytes)
  return {
    pid,
    processes: most(({ processes }) => processes) ?? 0,
    cores: cpuMs / Math.max(1, last.atMs - first.atMs),
    cpuMsPerRequest: each(cpuMs),
    rssBytes: { first: first.rssBytes, last: last.rssBytes, most: most(({ rssBytes }) => rssBytes) ?? 0 },
    pssBytes: last.pssBytes,
    descriptors: most(({ descriptors }) => descriptors),
    contextSwitchesPerRequest: each(grown(({ contextSwitches }) => contextSwitches)),
    diskReadBytes: grown(({ diskReadBytes }) => diskReadBytes),
    diskWrittenBytes: grown(({ diskWrittenBytes }) => diskWrittenBytes),
    networkBytes: received === null || sent === null ? null : { received, sent },
    container:
      last.container == null
        ? null
        : {
            memoryBytes: most(({ container }) => container?.memoryBytes ?? null),
            memoryLimitBytes: last.container.memoryLimitBytes,
            throttledMs: grown(({ container }) => container?.throttledMs),
          },
    eventLoopDelayMs,
    leak: leakVerdict(samples.map(({ atMs, rssBytes }) => ({ atMs, bytes: rssBytes }))),
    samples,
  }
}
