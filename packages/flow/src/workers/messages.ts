import type { FlowAnalysis } from '../engine/analyse.ts'
import type { LoweredSources } from '../files/lower-sources.ts'
import type { SourceFile } from '../files/read-sources.ts'
import type { Module } from '../ir/ir.ts'
import type { ModuleLayout } from '../modules/layout.ts'
import type { TemplateFile } from '../templates/template.ts'

/** What the helping thread starts with: its share of the sources. */
export interface HelperTask {
  readonly sources: readonly SourceFile[]
  readonly layout: ModuleLayout
  readonly templates: readonly TemplateFile[]
}

/** The rest of the program, lowered by the main thread. */
export interface OtherShare {
  readonly modules: readonly Module[]
  readonly texts: readonly (readonly [file: string, text: string])[]
}

export type HelperMessage =
  | { readonly kind: 'lowered'; readonly lowered: LoweredSources }
  | { readonly kind: 'flows'; readonly flows: FlowAnalysis }
