type Level = 'info' | 'warn' | 'error'

/** One JSON object a line on standard output; values are encoded, so entries cannot be forged. */
export function log(level: Level, event: string, details: Record<string, string | number | undefined> = {}): void {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...details })}\n`)
}
