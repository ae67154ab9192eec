import { readFileSync } from 'node:fs'
import { LoadError } from '../errors.ts'
import type { LoadOptions } from '../generator/load-options.ts'

/** What the process has open besides its connections. */
const BESIDES = 40

/** Throws LoadError('USAGE') when this process may not open as many connections as are asked for; where the system does not tell, it does not. */
export function requireDescriptors({ connections = 0, http2 = false }: LoadOptions, limits: string = limitsOfThisProcess()): void {
  const limit = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY)
  if (http2 || connections + BESIDES <= limit) return
  throw new LoadError(
    'USAGE',
    `${connections} connections are more than this process may open (ulimit -n: ${limit}). Use ${Math.max(1, limit - BESIDES)} at most, or raise the limit.`,
  )
}

function limitsOfThisProcess(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8')
  } catch {
    return ''
  }
}
