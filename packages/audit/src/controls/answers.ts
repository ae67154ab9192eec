import type { Exchange } from '../model/evidence.ts'

/** Value of a response's header, several joined by comma; empty when it is absent. */
export function headerOf(exchange: Exchange, name: string): string {
  return valuesOf(exchange, name).join(', ')
}

export function valuesOf(exchange: Exchange, name: string): readonly string[] {
  const wanted = name.toLowerCase()
  return exchange.responseHeaders.filter(([header]) => header.toLowerCase() === wanted).map(([, value]) => value)
}

export function hasHeader(exchange: Exchange, name: string): boolean {
  return valuesOf(exchange, name).length > 0
}
