import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { SelfCheck } from '../model/run.ts'
import { CATALOGUE_VERSION, VERSION } from '../model/version.ts'
import type { CommandContext } from './command.ts'

const stored = z.object({ key: z.string(), at: z.string(), state: z.enum(['passed', 'failed']), because: z.string() })
export type StoredSelfCheck = z.infer<typeof stored>

/** What the last `assay doctor` of this version on this machine found; feeds gate G9. */
export function storedSelfCheck(environment: CommandContext['environment']): SelfCheck {
  const file = selfCheckFile(environment)
  if (!existsSync(file)) return { state: 'not-run', because: 'run assay doctor once: it audits a weak and a hardened service of its own' }
  try {
    const { key, state, because, at } = stored.parse(JSON.parse(readFileSync(file, 'utf8')))
    if (key !== selfCheckKey()) return { state: 'not-run', because: 'the last assay doctor ran with another version or machine' }
    return { state, because: `${because} (${at.slice(0, 10)})` }
  } catch {
    return { state: 'not-run', because: `${file} is unreadable; run assay doctor again` }
  }
}

export function storeSelfCheck(environment: CommandContext['environment'], check: Omit<StoredSelfCheck, 'key'>): void {
  const file = selfCheckFile(environment)
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
  writeFileSync(file, `${JSON.stringify({ key: selfCheckKey(), ...check } satisfies StoredSelfCheck)}\n`)
}

function selfCheckFile(environment: CommandContext['environment']): string {
  const base = environment.XDG_CACHE_HOME || join(homedir(), '.cache')
  return join(base, 'assay', 'self-check.json')
}

/** Version, catalogue and machine: a check of one says nothing of another. */
function selfCheckKey(): string {
  const parts = [VERSION, CATALOGUE_VERSION, process.versions.node, hostname(), cpus()[0]?.model ?? '', String(cpus().length)]
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16)
}
