import type { IrFunction, Module } from '../ir/ir.ts'
import { isTemplate, readTemplate, withoutSuffix } from './read-template.ts'
import type { ContextPath, IncludedTemplate, RawOutput, TemplateFile, TemplateUse } from './template.ts'

/** A template that can be the place of a finding. */
export interface Template extends TemplateFile {
  /** Stands for the file where places are told by module and function. */
  readonly module: Module
  readonly function: IrFunction
}

/** An output of a template, or of one that it brings in. */
export interface PlacedOutput extends RawOutput {
  readonly template: Template
}

const DEEPEST_INCLUDE = 5
/** More outputs of one page than this say nothing new. */
const MOST_OUTPUTS = 200

/** The templates of a tree, found by the names under which code asks for them. */
export class TemplateLibrary {
  readonly #byBaseName = new Map<string, Template[]>()
  readonly #uses = new Map<string, TemplateUse>()
  readonly #outputs = new Map<string, readonly PlacedOutput[]>()
  readonly all: readonly Template[]

  constructor(files: readonly TemplateFile[]) {
    this.all = files.map((file) => ({ ...file, ...standIn(file) }))
    for (const template of this.all) {
      const key = baseName(template.file)
      const known = this.#byBaseName.get(key)
      if (known === undefined) this.#byBaseName.set(key, [template])
      else known.push(template)
    }
  }

  /** The template that code in `importer` asks for by that name; the nearest one where several have it. */
  find(name: string, importer: string): Template | null {
    const wanted = name.replace(/^(?:\.{0,2}\/)+/, '')
    if (wanted === '' || wanted.length > 300) return null
    const named = (this.#byBaseName.get(baseName(wanted)) ?? []).filter(({ file }) => {
      const path = `/${file}`
      return path.endsWith(`/${wanted}`) || (!isTemplate(wanted) && withoutSuffix(path).endsWith(`/${wanted}`))
    })
    let nearest: Template | null = null
    for (const one of named) if (nearest === null || shared(one.file, importer) > shared(nearest.file, importer)) nearest = one
    return nearest
  }

  /** The layouts that a page is put into by its engine: the one it asks for by `name`, those of all pages when that is null, none when it is false. */
  layoutsOf(page: Template, name: string | null | false): readonly Template[] {
    if (name === false) return []
    const suffix = page.file.slice(page.file.lastIndexOf('.'))
    const layouts = this.all.filter(
      (one) => one.file.endsWith(suffix) && one.file !== page.file && LAYOUT.test(one.file) && this.#useOf(one).outputs.some(isBody),
    )
    if (name !== null) return layouts.filter(({ file }) => `/${withoutSuffix(file)}`.endsWith(`/${withoutSuffix(name)}`))
    const ofAll = layouts.filter(({ file }) => OF_ALL_PAGES.test(withoutSuffix(file)))
    return ofAll.length > 0 ? ofAll : layouts
  }

  /** All that is written as it is when the template is rendered; `isByEnding` where the engine escapes in files of some endings only. */
  outputsOf(template: Template, isByEnding = false): readonly PlacedOutput[] {
    const key = `${isByEnding}:${template.file}`
    const known = this.#outputs.get(key)
    if (known !== undefined) return known
    const outputs = this.#collect(template, isByEnding, 0).slice(0, MOST_OUTPUTS)
    this.#outputs.set(key, outputs)
    return outputs
  }

  #collect(template: Template, isByEnding: boolean, depth: number): readonly PlacedOutput[] {
    const { outputs, includes } = this.#useOf(template, isByEnding)
    const own = outputs.map((output) => ({ ...output, template }))
    if (depth >= DEEPEST_INCLUDE) return own
    const others = includes.flatMap((included) => {
      const other = this.find(included.name, template.file)
      if (other === null || other.file === template.file) return []
      return this.#collect(other, isByEnding, depth + 1).flatMap((output) => within(output, included))
    })
    return [...own, ...others].slice(0, MOST_OUTPUTS)
  }

  #useOf(template: Template, isByEnding = false): TemplateUse {
    const isEscaping = !isByEnding || ESCAPED_ENDING.test(template.file) || !HOLDS_MARKUP.test(template.text)
    const key = `${isEscaping}:${template.file}`
    const known = this.#uses.get(key)
    if (known !== undefined) return known
    const use = readTemplate(template, isEscaping)
    this.#uses.set(key, use)
    return use
  }
}

/** Files in which Flask escapes what it writes: `page.j2` is written as it is. */
const ESCAPED_ENDING = /\.(?:html?|xml|xhtml|svg)$/
/** Plain text and mails in text have no markup that could be changed. */
const HOLDS_MARKUP = /<(?:!doctype|html|body|head|main|div|section|p|h[1-6]|ul|ol|li|table|td|form|input|a|span|img|script)\b/i

const LAYOUT = /(?:^|\/)(?:layouts?\/[^/]+|[\w-]*layout)\.\w+$/i
const OF_ALL_PAGES = /(?:^|\/)(?:main|default|layout|base|application)$/i

/** `{{{body}}}`, `<%- body %>`: where the page goes. */
const isBody = ({ paths }: RawOutput): boolean => paths.some((path) => path.length === 1 && path[0] === 'body')

/** An output of an included template, in terms of what the including one was given. */
function within(output: PlacedOutput, { names, base }: IncludedTemplate): readonly PlacedOutput[] {
  const given = (path: ContextPath): ContextPath | null => {
    const bound = names.get(path[0] ?? '')
    if (bound === null) return null
    return bound === undefined ? [...base, ...path] : [...bound, ...path.slice(1)]
  }
  if (output.call !== undefined) {
    const callee = given(output.call.callee)
    const args = output.call.args.map((path) => (path === null ? null : given(path)))
    return callee === null ? [] : [{ ...output, call: { callee, args } }]
  }
  const paths = output.paths.map(given).filter((path) => path !== null)
  return paths.length === 0 ? [] : [{ ...output, paths }]
}

const baseName = (file: string): string => withoutSuffix(file.slice(file.lastIndexOf('/') + 1))

/** How many characters two paths begin with alike. */
function shared(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

function standIn({ file, text }: TemplateFile): Pick<Template, 'module' | 'function'> {
  const lineStarts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1)
  const owner: IrFunction = {
    index: 0,
    name: '<template>',
    kind: 'module',
    isAsync: false,
    isGenerator: false,
    parent: -1,
    ownerClass: -1,
    parameters: [],
    selfSlot: -1,
    isStatic: false,
    isServerAction: false,
    slotCount: 0,
    names: new Map(),
    captured: new Set(),
    blocks: [],
    decorators: [],
    returnType: null,
    start: 0,
    end: text.length,
  }
  const module: Module = {
    file,
    language: 'javascript',
    functions: [owner],
    classes: [],
    imports: [],
    exports: [],
    issues: [],
    lineStarts,
  }
  return { module, function: owner }
}
