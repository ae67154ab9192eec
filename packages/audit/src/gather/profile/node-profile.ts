import { setTimeout as sleep } from 'node:timers/promises'
import { InspectorSession, readEventLoop, watchEventLoop } from '@assay/load'
import { z } from 'zod'
import type { RuntimeProfileFact } from '../../model/facts/runtime-profile.ts'
import { type SampledStack, sharesOf } from './parts.ts'

const SAMPLING_US = 1000
const WAIT_MS = 3000

const cpuProfile = z.object({
  profile: z.object({
    nodes: z.array(
      z.object({
        id: z.number(),
        callFrame: z.object({ functionName: z.string(), url: z.string() }),
        children: z.array(z.number()).optional(),
      }),
    ),
    samples: z.array(z.number()),
    timeDeltas: z.array(z.number()),
  }),
})
export type CpuProfile = z.infer<typeof cpuProfile>['profile']

export interface ProfileRun {
  readonly pid: number
  readonly applicationRoot: string
  /** Lines that the service has written so far. */
  readonly log: () => readonly string[]
  /** Asks the service for a while and says how often. */
  readonly drive: () => Promise<number>
}

/** Profiles a Node.js process through its inspector, which a signal opens on loopback; null when it did not open. */
export async function profileNode({ pid, applicationRoot, log, drive }: ProfileRun): Promise<RuntimeProfileFact | null> {
  const before = log().length
  process.kill(pid, 'SIGUSR1')
  const address = await inspectorAddress(log, before)
  if (address === null) return null
  const session = await InspectorSession.open(address)
  try {
    await session.call('Profiler.enable')
    await session.call('Profiler.setSamplingInterval', { interval: SAMPLING_US })
    await session.call('Profiler.start')
    await watchEventLoop(session)
    const began = performance.now()
    const requests = await drive()
    const sampledMs = performance.now() - began
    const eventLoopDelayMs = await readEventLoop(session)
    const { profile } = cpuProfile.parse(await session.call('Profiler.stop'))
    return {
      runtime: 'node',
      method: 'inspector of Node.js',
      sampledMs: Math.round(sampledMs),
      ...sharesOf(stacksOf(profile), applicationRoot),
      eventLoopDelayMs,
      requests,
    }
  } finally {
    session.close()
  }
}

async function inspectorAddress(log: () => readonly string[], from: number): Promise<string | null> {
  for (const began = performance.now(); performance.now() - began < WAIT_MS; await sleep(50)) {
    for (const line of log().slice(from)) {
      const address = /Debugger listening on (?<address>ws:\/\/127\.0\.0\.1:\d+\/[\w-]+)/.exec(line)?.groups?.address
      if (address !== undefined) return address
    }
  }
  return null
}

/** Each sample as a stack, weighted by the time since the one before. */
export function stacksOf({ nodes, samples, timeDeltas }: CpuProfile): SampledStack[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const weights = new Map<number, number>()
  for (const [at, id] of samples.entries()) weights.set(id, (weights.get(id) ?? 0) + Math.max(0, timeDeltas[at] ?? 0))
  return [...weights].map(([leaf, weight]) => {
    const frames: { file: string; name: string }[] = []
    for (let id: number | undefined = leaf; id !== undefined; id = parents.get(id)) {
      const frame = byId.get(id)?.callFrame
      if (frame !== undefined) frames.unshift({ file: frame.url, name: frame.functionName })
    }
    return { frames, weight }
  })
}
