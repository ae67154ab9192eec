import type { CommandContext } from './command.ts'

const BAR_CELLS = 20
const MIN_INTERVAL_MS = 100

/** Progress on stderr: one line that is rewritten on a terminal, a line a stage elsewhere. */
export function progressWriter(stderr: CommandContext['stderr'], { isQuiet }: { readonly isQuiet: boolean }) {
  let last = ''
  let lastTime = 0
  const isTerminal = stderr.isTTY === true
  return {
    update(text: string, done: number, total: number): void {
      if (isQuiet) return
      const now = performance.now()
      if (isTerminal) {
        if (now - lastTime < MIN_INTERVAL_MS && done < total) return
        lastTime = now
        stderr.write(`\r\u001b[2K${bar(done, total)} ${text}`.slice(0, (stderr.columns ?? 80) + 4))
      } else if (text !== last) stderr.write(`assay: ${text}\n`)
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
