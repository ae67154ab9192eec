/** What every engine's answers and addresses have in common. */

export type Row = Readonly<Record<string, unknown>>

/** `127.0.0.1:5432/shop`. */
export function addressOf(url: string, defaultPort: string): string {
  if (!URL.canParse(url)) return 'the address that was given'
  const { hostname, port, pathname, searchParams } = new URL(url)
  return `${hostname === '' ? (searchParams.get('host') ?? 'localhost') : hostname}:${port === '' ? defaultPort : port}${pathname}`
}

/** Whether the database runs on this machine. */
export function isLocal(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname, searchParams } = new URL(url)
  const host = hostname === '' ? (searchParams.get('host') ?? 'localhost') : hostname
  return host.startsWith('/') || host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0])
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  return message === '' ? code : message
}

export const numberOf = (value: unknown): number => (value === null || value === undefined ? 0 : Number(value))
export const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
