import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkerDrill } from '../../model/facts/drills.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'
import { membersOfGroup } from '../service/process-group.ts'
import { type Answer, ask, drillAgent } from './ask.ts'

const CLIENTS = 8
const WARM_MS = 500
const WATCHED_MS = 6000
const PAUSE_MS = 20
const TIMEOUT_MS = 3000

/** Kills one worker of a service that has several, under a light load, and watches what clients notice and whether it is replaced. */
export async function drillWorkers(url: string, headers: Readonly<Record<string, string>>, group: number): Promise<Gathered<WorkerDrill>> {
  const workers = await workersOf(group)
  const [victim] = workers
  if (victim === undefined)
    return unknown('no-data', 'the service runs in one process: there is no worker whose work another could take over')
  const agent = drillAgent(url, CLIENTS)
  const seen: { at: number; answer: Answer }[] = []
  const began = performance.now()
  const isOver = (): boolean => performance.now() - began > WARM_MS + WATCHED_MS
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!isOver()) {
      const answer = await ask(url, { headers, timeoutMs: TIMEOUT_MS, agent })
      seen.push({ at: performance.now(), answer })
      await sleep(PAUSE_MS)
    }
  })
  await sleep(WARM_MS)
  const killedAt = performance.now()
  kill(victim)
  const replacedMs = await untilReplaced(group, workers, killedAt, isOver)
  await Promise.all(clients)
  await agent.close()
  const after = seen.filter(({ at }) => at >= killedAt).sort((a, b) => a.at - b.at)
  const failed: Record<string, number> = {}
  for (const { answer } of after) if (isFailure(answer)) failed[nameOf(answer)] = (failed[nameOf(answer)] ?? 0) + 1
  return known({
    workers: workers.length,
    requests: after.length,
    failed,
    longestOutageMs: Math.round(longestOutage(after, killedAt)),
    replacedMs,
    watchedMs: WATCHED_MS,
  })
}

const isFailure = ({ status }: Answer): boolean => status === 0 || status >= 500
const nameOf = ({ status, error }: Answer): string => (status === 0 ? error : String(status))

/** Longest time between two good answers, counted from the kill; what was asked last may still be on its way. */
function longestOutage(after: readonly { readonly at: number; readonly answer: Answer }[], killedAt: number): number {
  let longest = 0
  let last = killedAt
  for (const { at, answer } of after) {
    if (isFailure(answer)) continue
    longest = Math.max(longest, at - last)
    last = at
  }
  return Math.max(longest, (after.at(-1)?.at ?? last) - last)
}

async function untilReplaced(group: number, before: readonly number[], killedAt: number, isOver: () => boolean): Promise<number | null> {
  while (!isOver()) {
    await sleep(50)
    const now = await workersOf(group)
    if (now.length >= before.length && now.some((pid) => !before.includes(pid))) return Math.round(performance.now() - killedAt)
  }
  return null
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has just ended by itself: what follows is the same.
  }
}

/** Processes of the group that share a parent of the group and its program, two or more; empty where the system does not tell. */
export async function workersOf(group: number): Promise<readonly number[]> {
  const members = await membersOfGroup(group)
  const siblings = new Map<string, number[]>()
  for (const { pid, parent, program } of members) {
    const boss = members.find((other) => other.pid === parent)
    if (boss === undefined || boss.program !== program || program === '') continue
    siblings.set(`${parent}:${program}`, [...(siblings.get(`${parent}:${program}`) ?? []), pid])
  }
  return [...siblings.values()].filter((pids) => pids.length > 1).sort((a, b) => b.length - a.length)[0] ?? []
}
