/** Keys that lead from the values given to a template to one of them; `ELEMENT` is any item of a list. */
export type ContextPath = readonly string[]

/** No name of a template can be this. */
export const ELEMENT = '[]'

/** A place where a template writes a value as it is, or so that what it holds can still do harm. */
export interface RawOutput {
  /** Where in the given values what is written may come from. */
  readonly paths: readonly ContextPath[]
  /** Offsets into the text (UTF-16 units), end exclusive. */
  readonly start: number
  readonly end: number
  /** Whether it is escaped, and is what a link leads to: a scheme such as `javascript:` passes every escaping. */
  readonly isAddress?: boolean
  /** Whether it is escaped, and is an attribute without quotes: a space ends it, and another attribute follows. */
  readonly isUnquoted?: boolean
  /** What is written is what a given function makes of given values: `<%- paragraphs(review.text) %>`. */
  readonly call?: TemplateCall
}

/** A call of a function that the template was given. */
export interface TemplateCall {
  readonly callee: ContextPath
  /** Null for what holds none of the given values. */
  readonly args: readonly (ContextPath | null)[]
}

/** Another template that is written in this one's place, or around it. */
export interface IncludedTemplate {
  readonly name: string
  /** What its names stand for; null for those that hold nothing from the given values. */
  readonly names: ReadonlyMap<string, ContextPath | null>
  /** Where all other names are looked up. */
  readonly base: ContextPath
}

/** What a template does with the values that it is given, as far as it matters. */
export interface TemplateUse {
  readonly outputs: readonly RawOutput[]
  readonly includes: readonly IncludedTemplate[]
}

/** A template file as it lies in the tree. */
export interface TemplateFile {
  /** Relative to the root, with forward slashes. */
  readonly file: string
  readonly text: string
}
