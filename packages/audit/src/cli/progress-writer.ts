import type { CommandContext } from './command.ts'

const BAR_CELLS = 20
const MIN_INTERVAL_MS = 100
/** A log gets a line now and then, not one for each of forty probes. */
const LOG_INTERVAL_MS = 5000

/** Progress on stderr: one line that is rewritten on a terminal, a line every few seconds elsewhere. */
export function progressWriter(stderr: CommandContext['stderr'], { isQuiet }: { readonly isQuiet: boolean }) {
  let last = ''
  let lastTime = 0
  const isTerminal = stderr.isTTY === true
  return {
    update(text: string, done: number, total: number): void {
      if (isQuiet) return
      const now = performance.now()
      const isSoon = now - lastTime < (isTerminal ? MIN_INTERVAL_MS : LOG_INTERVAL_MS)
      if (last !== '' && isSoon && (!isTerminal || done < total)) return
      lastTime = now
      if (isTerminal) {
        stderr.write(`\r\u001b[2K${bar(done, total)} ${text}`.slice(0, (stderr.columns ?? 80) + 4))
      } else stderr.write(`assay: ${text}\n`)
      last = text
    },
    end(): void {
      if (!isQuiet && isTerminal && last !== '') stderr.write('\r\u001b[2K')
    },
  }
}

function bar(done: number, total: number): string {
  if (total === 0) return '[....................]'
  const filled = Math.min(BAR_CELLS, Math.round((BAR_CELLS * done) / total))
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_CELLS - filled)}]`
}
