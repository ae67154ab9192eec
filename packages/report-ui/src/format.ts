import type { Location } from './report-types.ts'

const INTEGER = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

export function count(value: number): string {
  return INTEGER.format(value)
}

/** `1 finding`, `2 findings`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** Three figures that matter: 0.214, 2.96, 17.8, 184, 1,240. */
export function figure(value: number): string {
  if (value < 0) return `−${figure(-value)}`
  const size = value
  if (size === 0) return '0'
  if (size >= 100) return INTEGER.format(value)
  if (size >= 10) return value.toFixed(1)
  if (size >= 1) return value.toFixed(2)
  return value.toPrecision(2)
}

/** R, P and S: whole numbers where they are, else one decimal. */
export function score(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1)
}

export function percent(share: number): string {
  return `${figure(share * 100)} %`
}

export function hours([low, high]: readonly [number, number]): string {
  return low === high ? `${low} h` : `${low}–${high} h`
}

export function bytes(value: number): string {
  if (value < 1024) return `${count(value)} B`
  if (value < 1024 * 1024) return `${figure(value / 1024)} KiB`
  return `${figure(value / (1024 * 1024))} MiB`
}

export function seconds(ms: number): string {
  return ms < 1000 ? `${count(ms)} ms` : `${figure(ms / 1000)} s`
}

/** `21 November 2026`, in UTC; the text itself where it is no date. */
export function day(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`
}

/** `21 November 2026, 09:14 UTC`. */
export function instant(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  return `${day(iso)}, ${at.toISOString().slice(11, 16)} UTC`
}

/** Where a finding is, on one line. */
export function placeOf(location: Location): string {
  switch (location.kind) {
    case 'source':
    case 'configuration':
      return `${location.file}:${location.line}`
    case 'route':
      return `${location.method} ${location.path}${location.parameter === undefined ? '' : ` · ${location.parameter}`}`
    case 'dependency':
      return `${location.name} ${location.version}`
    case 'service':
    case 'repository':
      return location.subject
  }
}

export function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
