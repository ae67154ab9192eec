import { LoadError } from './errors.ts'

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 }

/** Milliseconds of `500ms`, `8s`, `1.5m`, `1m30s`, `2h`; a bare number is seconds. Throws LoadError('USAGE'). */
export function parseDuration(text: string): number {
  const trimmed = text.trim().toLowerCase()
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000
  if (!/^(\d+(\.\d+)?(ms|s|min|m|h))+$/.test(trimmed)) {
    throw new LoadError('USAGE', `"${text}" is not a duration. Write it as 500ms, 8s, 1m or 1m30s.`)
  }
  let total = 0
  for (const [, amount, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|s|min|m|h)/g))
    total += Number(amount) * (MILLISECONDS[unit ?? ''] ?? 0)
  return total
}

/** A duration as people write it: `340 us`, `8.2 ms`, `1.5 s`, `2m5s`. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '-'
  if (milliseconds < 1) return `${significant(milliseconds * 1000)} us`
  if (milliseconds < 1000) return `${significant(milliseconds)} ms`
  if (milliseconds < 60_000) return `${significant(milliseconds / 1000)} s`
  const seconds = Math.round(milliseconds / 1000)
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}

function significant(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return String(Number(value.toFixed(digits)))
}
