import { spawn } from 'node:child_process'
import type { RuntimeProfileFact } from '../../model/facts/runtime-profile.ts'
import type { ProfileRun } from './node-profile.ts'
import { type SampledStack, sharesOf } from './parts.ts'

const SECONDS = 3
const RATE = 100

/** Profiles a Python process with py-spy where it is installed; null when it is not, or may not look. */
export async function profilePython({ pid, applicationRoot, drive }: Omit<ProfileRun, 'log'>): Promise<RuntimeProfileFact | null> {
  const recording = record(pid)
  const requests = await drive()
  const text = await recording
  if (text === null) return null
  const stacks = stacksOfRaw(text)
  if (stacks.length === 0) return null
  const { parts } = sharesOf(stacks, applicationRoot)
  // py-spy leaves out idle threads: samples against those possible of one thread
  const busy = stacks.reduce((sum, { weight }) => sum + weight, 0)
  return {
    runtime: 'python',
    method: 'py-spy',
    sampledMs: SECONDS * 1000,
    busyShare: Math.min(1, busy / (SECONDS * RATE)),
    parts,
    eventLoopDelayMs: null,
    requests,
  }
}

function record(pid: number): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(
      'py-spy',
      [
        'record',
        '--pid',
        String(pid),
        '--format',
        'raw',
        '--full-filenames',
        '--rate',
        String(RATE),
        '--duration',
        String(SECONDS),
        '--output',
        '/dev/stdout',
      ],
      { stdio: ['ignore', 'pipe', 'ignore'], timeout: (SECONDS + 10) * 1000 },
    )
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
    })
    child.on('error', () => resolve(null))
    child.on('close', (code) => resolve(code === 0 ? text : null))
  })
}

/** `name (file:line);name (file:line) count`, a stack a line, outermost first. */
export function stacksOfRaw(text: string): SampledStack[] {
  return text.split('\n').flatMap((line): SampledStack[] => {
    const match = /^(?<stack>.+) (?<count>\d+)$/.exec(line)
    if (match?.groups === undefined) return []
    const frames = (match.groups.stack ?? '').split(';').map((frame) => {
      const parts = /^(?<name>.*) \((?<file>[^()]*?)(?::\d+)?\)$/.exec(frame)
      return { file: parts?.groups?.file ?? '', name: parts?.groups?.name ?? frame }
    })
    return [{ frames, weight: Number(match.groups.count) }]
  })
}
