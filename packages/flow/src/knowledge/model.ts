import type { FlowKind, TaintedPath } from '../facts.ts'

export type SourceIn = NonNullable<TaintedPath['parameter']>['in']

/** Where values enter. */
export interface SourceModel {
  /** Qualified names of properties or calls whose value it is. */
  readonly names: readonly string[]
  /** What comes in: of a request, from a store that users fill, or a secret. */
  readonly gives: 'request' | 'stored' | 'secret'
  readonly in: SourceIn
  /** As a phrase of a story: "read from the query string". */
  readonly what: string
  /** Whether it holds many values by key (`request.args`), or is one value. */
  readonly isContainer: boolean
  /** Kinds that this source cannot cause, because of what it can hold. */
  readonly never?: readonly FlowKind[]
  /** The only kinds that it can cause; all when absent. */
  readonly only?: readonly FlowKind[]
}

/** `flask.redirect(0:location)`: a name and the arguments that must not be tainted; `*` all, `receiver`, `0.url` a key of an object. */
export type CallPattern = string

export interface SinkModel {
  readonly kind: FlowKind
  readonly cwe: number
  readonly calls: readonly CallPattern[]
  /** The weakness whose protections count here, when it is another than the kind. */
  readonly by?: FlowKind
  /** Name of a condition on the call (see `engine/sink-conditions.ts`); always when absent. */
  readonly when?: SinkCondition
}

export type SinkCondition =
  | 'shell'
  | 'program'
  | 'unsafe-loader'
  | 'entities'
  | 'whole-object'
  | 'query-object'
  | 'html-response'
  | 'kept-markup'
  | 'html-or-json'
  | 'explicit-html'
  | 'html-text'
  | 'without-root'
  | 'sql-text'
  | 'code-text'
  | 'code-operators'
  | 'file-name'
  | 'archive-members'
  | 'raw-head'
  | 'mail-text'
  /** Code whose one statement gives back a template literal, and code that is anything else. */
  | 'literal-template'
  | 'no-literal-template'
  /** The name of a header, where it is no whole object of headers and nothing stands before it. */
  | 'header-name'
  | 'log-text'
  | 'log-file'
  | 'log-stream'
  | 'view-settings'
  | 'public-object'
  | 'whole-value'
  | 'served-folder'
  | 'secret-fields'
  | 'external-entities'
  | 'function-schema'
  | 'allow-pickle'
  | 'unsafe-type'

export interface SanitizerModel {
  readonly calls: readonly string[]
  readonly clears: readonly FlowKind[] | 'all'
  /** Kinds people hope it protects against, in vain. */
  readonly weakFor?: readonly FlowKind[]
  readonly type?: 'string' | 'number' | 'boolean'
}

/** What a call does with taint when it is neither source, sink nor sanitizer. */
export interface PropagatorModel {
  readonly calls: readonly string[]
  /** `result`: arguments and receiver to the result; `nothing`: the result is not made of them; `receiver`: into the receiver too. */
  readonly to: 'result' | 'nothing' | 'receiver'
}
