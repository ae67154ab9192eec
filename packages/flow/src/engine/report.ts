import type { FlowKind } from '../facts.ts'
import type { IrFunction, Module } from '../ir/ir.ts'
import type { SinkUse } from './result.ts'
import type { SourceLabel, Taint } from './value.ts'

export interface FoundPath {
  readonly taint: Taint & { readonly label: SourceLabel }
  readonly sink: SinkUse
}

export interface ExaminedPlace {
  readonly kind: FlowKind
  readonly module: Module
  readonly function: IrFunction
  readonly start: number
  readonly end: number
}

/** More paths than this into one place say nothing new. */
const MOST_PATHS_OF_A_SINK = 8

/** Paths and examined places of one run, each once. */
export class Report {
  readonly paths = new Map<string, FoundPath>()
  /** What of requests is stored where. */
  readonly written = new Map<string, FoundPath>()
  readonly examined = new Map<string, ExaminedPlace>()
  readonly #perSink = new Map<string, number>()

  add(taint: Taint, sink: SinkUse): void {
    const { label } = taint
    if (label.kind !== 'source') return
    if (sink.column !== undefined) {
      this.#keep({ taint: { ...taint, label }, sink }, sink.column.column)
      return
    }
    // What was stored is a finding only where somebody writes it: it takes no place of what a request brings.
    const place = `${sink.kind}|${sink.module.file}|${sink.start}|${sink.end}|${label.model.gives === 'stored' ? 'stored' : ''}`
    const key = `${place}|${label.id}`
    const known = this.paths.get(key)
    if (known !== undefined) {
      if (taint.doubt < known.taint.doubt || (known.taint.weak !== null && taint.weak === null))
        this.paths.set(key, { taint: { ...taint, label }, sink })
      return
    }
    const count = this.#perSink.get(place) ?? 0
    if (count >= MOST_PATHS_OF_A_SINK) return
    this.#perSink.set(place, count + 1)
    this.paths.set(key, { taint: { ...taint, label }, sink })
  }

  /** A value of a caller is stored under that name. Of several ways to the same place only what all of them rule out counts. */
  #keep(found: FoundPath, column: string): void {
    const { label, cleared } = found.taint
    if (label.model.gives !== 'request') return
    const key = `${found.sink.module.file}|${found.sink.start}|${found.sink.end}|${column}|${label.id}`
    const known = this.written.get(key)
    if (known === undefined) this.written.set(key, found)
    else if ((known.taint.cleared & ~cleared) !== 0)
      this.written.set(key, { ...found, taint: { ...found.taint, cleared: cleared & known.taint.cleared } })
  }

  examine(kind: FlowKind, module: Module, owner: IrFunction, at: { readonly start: number; readonly end: number }): void {
    const key = `${kind}|${module.file}|${at.start}|${at.end}`
    if (!this.examined.has(key)) this.examined.set(key, { kind, module, function: owner, start: at.start, end: at.end })
  }
}
