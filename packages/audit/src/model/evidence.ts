/** What was seen, in a form a doubting reader can verify. Everything here is masked before it is made. */
export type Evidence =
  | SourceEvidence
  | PathEvidence
  | ConfigurationEvidence
  | ExchangeEvidence
  | TrialEvidence
  | MeasurementEvidence
  | InventoryEvidence
  | DependencyEvidence
  | StatementEvidence

/** At least one piece: a pass without evidence does not compile. */
export type SomeEvidence = readonly [Evidence, ...Evidence[]]

/** A place in the source. Lines count from 1. */
export interface SourceEvidence {
  readonly kind: 'source'
  readonly file: string
  readonly line: number
  readonly endLine?: number
  readonly symbol?: string
  readonly snippet: string
  readonly note?: string
}

/** A value on its way from source to sink, step by step. */
export interface PathEvidence {
  readonly kind: 'path'
  readonly steps: readonly {
    readonly file: string
    readonly line: number
    readonly symbol: string
    readonly snippet: string
    readonly what: string
  }[]
  readonly note?: string
}

/** A line of a configuration file. */
export interface ConfigurationEvidence {
  readonly kind: 'configuration'
  readonly file: string
  readonly line: number
  readonly endLine?: number
  readonly key?: string
  readonly snippet: string
  readonly note?: string
}

/** A recorded request and its response, headers in the order of the wire, values masked, bodies cut to an excerpt. */
export interface Exchange {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly requestHeaders: readonly (readonly [name: string, value: string])[]
  readonly requestBody: string
  /** 0 when no response came. */
  readonly status: number
  readonly responseHeaders: readonly (readonly [name: string, value: string])[]
  readonly responseBody: string
  readonly responseBytes: number
  readonly durationMs: number
  /** Which identity asked: `anonymous`, `user-a`, `user-b`, `admin`, `garbage`. */
  readonly identity: string
  /** Error code when no response came (`ECONNRESET`, `TIMEOUT`), else empty. */
  readonly error: string
}

export interface ExchangeEvidence {
  readonly kind: 'exchange'
  readonly exchange: Exchange
  /** Name of the header or text of the body that decides. */
  readonly highlight?: string
  readonly note?: string
  /** A command that repeats the request; credentials as `$TOKEN`. */
  readonly curl: string
}

/** The four conditions of a confirmation, each with what was seen. */
export interface TrialEvidence {
  readonly kind: 'trial'
  readonly probe: string
  readonly baseline: ExchangeEvidence | null
  readonly control: ExchangeEvidence | null
  readonly attempts: readonly ExchangeEvidence[]
  /** How many of how many repetitions showed the effect. */
  readonly reproduced: { readonly count: number; readonly of: number }
  /** What the second channel showed, as a sentence; empty when there is none. */
  readonly effect: string
  readonly note?: string
}

export interface MeasurementEvidence {
  readonly kind: 'measurement'
  readonly metric: string
  readonly value: number
  readonly unit: string
  readonly samples: number
  /** Bounds of the confidence interval, where there is one. */
  readonly lower?: number
  readonly upper?: number
  readonly budget?: number
  readonly note?: string
}

/** "37 of 37 routes refused an anonymous caller": what was examined, item by item (the first of them). */
export interface InventoryEvidence {
  readonly kind: 'inventory'
  readonly what: string
  readonly count: number
  readonly of: number
  readonly items: readonly string[]
  readonly note?: string
}

export interface DependencyEvidence {
  readonly kind: 'dependency'
  readonly ecosystem: string
  readonly name: string
  readonly version: string
  readonly file: string
  readonly line: number
  readonly advisory?: string
  readonly fixedIn?: string
  readonly note?: string
}

/** Somebody's word. */
export interface StatementEvidence {
  readonly kind: 'statement'
  readonly text: string
  readonly owner: string
  readonly date: string
}

const ITEMS_KEPT = 40

/** Inventory evidence from the full list: counts stay exact, the items are cut to the first forty. */
export function inventory(what: string, items: readonly string[], of = items.length, note?: string): InventoryEvidence {
  return { kind: 'inventory', what, count: items.length, of, items: items.slice(0, ITEMS_KEPT), ...(note === undefined ? {} : { note }) }
}

export function exchangeEvidence(exchange: Exchange, highlight?: string, note?: string): ExchangeEvidence {
  return {
    kind: 'exchange',
    exchange,
    ...(highlight === undefined ? {} : { highlight }),
    ...(note === undefined ? {} : { note }),
    curl: curlOf(exchange),
  }
}

/** The command that repeats an exchange. Its credentials were masked when the exchange was recorded. */
export function curlOf(exchange: Exchange): string {
  const parts = ['curl', '-i', '-X', exchange.method]
  for (const [name, value] of exchange.requestHeaders) {
    if (!HEADERS_CURL_SETS.has(name.toLowerCase())) parts.push('-H', quote(`${name}: ${value}`))
  }
  if (exchange.requestBody !== '') parts.push('--data-binary', quote(exchange.requestBody))
  parts.push(quote(exchange.url))
  return parts.join(' ')
}

const HEADERS_CURL_SETS = new Set(['host', 'content-length', 'connection', 'transfer-encoding'])

/** Double quotes where a `$NAME` of a masked credential has to expand, single quotes elsewhere. */
function quote(text: string): string {
  if (/\$[A-Z_]+/.test(text) && !/["`\\]/.test(text)) return `"${text}"`
  return `'${text.replaceAll("'", `'\\''`)}'`
}
