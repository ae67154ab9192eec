import { realpath } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { type AnalysisLimit, analyseFlows as followFlows } from './engine/analyse.ts'
import { createDenoter } from './engine/denote.ts'
import { lineAt, type Program } from './engine/program.ts'
import type { AnalysedFile, PackageImport, Place, SourceAnalysis, TaintedPath } from './facts.ts'
import { listTree } from './files/list-files.ts'
import { lowerSources } from './files/lower-sources.ts'
import { readSources, type SourceFile } from './files/read-sources.ts'
import { readTemplates } from './files/read-templates.ts'
import { openResultCache, readResult, resultKey, writeResult } from './files/result-cache.ts'
import type { FileRole } from './files/role.ts'
import { linkProgram } from './link-program.ts'
import type { ModuleLayout, ResolveImport } from './modules/layout.ts'
import { isPublishedPackage } from './modules/published.ts'
import { readModuleLayout } from './modules/read-layout.ts'
import { readPatterns } from './patterns/read-patterns.ts'
import { frameworksOf } from './routes/frameworks.ts'
import { instructionsOfOthers } from './routes/other-methods.ts'
import { isProcedure } from './routes/procedure-node.ts'
import { type ReadRoute, readRoutes } from './routes/read-routes.ts'
import { createReader, placeOfFunction, type Reader } from './routes/reader.ts'
import { settledPaths } from './routes/stored-paths.ts'
import type { TemplateFile } from './templates/template.ts'
import { type SharedWork, shareWork } from './workers/helper.ts'

export interface AnalyseOptions {
  /** Root of the tree. Nothing outside it is read. */
  readonly root: string
  /** Only these files, relative to the root; the tree is walked when absent. */
  readonly files?: readonly string[]
  /** Globs (`*`, `**`, `?`) or names of files and folders to leave out. */
  readonly exclude?: readonly string[]
  /** Keeps results by the content of the sources, for unchanged second runs. Not used when it lies in the tree or others may write to it. */
  readonly cacheDirectory?: string
  /** Threads that share the work, at most two; the result is the same. Default: two for large trees where the machine has them. */
  readonly threads?: number
  /** Applied to a result before it is kept and before it is given back, so perhaps twice: secrets are masked here. */
  readonly redact?: (analysis: SourceAnalysis) => SourceAnalysis
}

/**
 * Reads the Python and JavaScript/TypeScript sources below a root: routes, guards, paths of request values, patterns.
 * What was left out or failed is in `files` with its reason. Throws only when the root itself cannot be read.
 *
 * @example
 * const { routes } = await analyseSource({ root: '.' })
 * const open = routes.filter((route) => route.guards.length === 0)
 */
export async function analyseSource(options: AnalyseOptions): Promise<SourceAnalysis> {
  const root = await realpath(resolve(options.root))
  const listed = await listTree({ ...options, root })
  const sources = await readSources(root, listed.files)
  const templates = await readTemplates(root, listed.templates)
  const readable = sources.filter((source) => source.leftOut === '')
  const layout = readModuleLayout(
    root,
    readable.map((source) => source.file),
  )
  const isPublished = isPublishedPackage(root, layout.files)
  const cache = options.cacheDirectory === undefined ? null : await openResultCache(options.cacheDirectory, root)
  const key = cache === null ? '' : resultKey(sources, templates, layout, isPublished)
  const known = cache === null ? null : await readResult(cache, key)
  const { redact = (whole) => whole } = options
  // Once more for a kept one: what counts as a secret may have grown since.
  if (known !== null) return redact(known)
  // Whether a library's own functions are asked for is known only when its routes are: no second thread can begin before.
  const threads = isPublished ? 1 : threadsFor(sources, options.threads)
  const analysis = redact(await analyseModules(sources, layout, { threads, isPublished, templates }))
  if (cache !== null) await writeResult(cache, key, analysis)
  return analysis
}

/** More threads than this have nothing to do. */
const MOST_THREADS = 2
/** Below this many bytes a second thread is not worth its memory: about half as much again, measured. */
const SMALL_TREE_BYTES = 6_000_000

function threadsFor(sources: readonly SourceFile[], asked: number | undefined): number {
  if (asked !== undefined) return Math.min(asked, MOST_THREADS)
  const bytes = sources.reduce((sum, source) => sum + source.text.length, 0)
  return bytes < SMALL_TREE_BYTES ? 1 : Math.min(availableParallelism(), MOST_THREADS)
}

async function analyseModules(
  sources: readonly SourceFile[],
  layout: ModuleLayout,
  {
    threads,
    isPublished,
    templates,
  }: { readonly threads: number; readonly isPublished: boolean; readonly templates: readonly TemplateFile[] },
): Promise<SourceAnalysis> {
  const shared: SharedWork =
    threads > 1 ? await shareWork(sources, layout, templates) : { lowered: await lowerSources(sources), flows: Promise.resolve(null) }
  const { lowered } = shared
  const texts = new Map([...templates, ...sources].map(({ file, text }) => [file, text]))
  const { program, resolveImport } = linkProgram(lowered.modules, layout, texts, templates)
  const roles = new Map(sources.map((source) => [source.file, source.role]))
  const denoter = createDenoter(program)
  const reader = createReader(
    denoter,
    (file) => texts.get(file) ?? '',
    (file) => roles.get(file) ?? 'application',
  )
  const answering = readRoutes(reader)
  const routes = answering.filter(({ fact }) => !isProcedure(fact.method))
  const { patterns, examined, failures } = readPatterns(reader, answering)
  const exposed = isPublished && isLibrary(answering, roles) ? applicationFiles(roles) : undefined
  const flows = (await shared.flows) ?? followFlows(program, denoter, exposed, reader)
  const paths = settledPaths(flows, (path) => routes[routeOf(path, routes) ?? -1]?.fact ?? null)
  const unread = failures.map((failure) => ({ place: placeOfFunction(reader, failure), because: failure.because }))
  const files = withLimits(lowered.files, [...flows.limits, ...unread])
  const packageImports = packagesOf(program, resolveImport)
  const analysed = files.filter((file) => file.outcome === 'analysed' || file.outcome === 'partly')
  return {
    files,
    routes: routes.map((route) => route.fact),
    procedures: answering.filter(({ fact }) => isProcedure(fact.method)).map(({ fact }) => fact),
    paths: paths.map((path) => withRoutes(path, routes, reader)),
    patterns: patterns.filter(({ place }) => flows.deadLines.get(place.file)?.has(place.line) !== true),
    examined: [...flows.examined.filter(({ kind }) => !examined.some((other) => other.kind === kind)), ...examined].sort((a, b) =>
      a.kind < b.kind ? -1 : 1,
    ),
    packageImports,
    frameworks: frameworksOf(packageImports),
    totals: {
      files: analysed.length,
      lines: analysed.reduce((sum, file) => sum + file.lines, 0),
      bytes: analysed.reduce((sum, file) => sum + file.bytes, 0),
      functions: program.modules.reduce((sum, module) => sum + module.functions.length, 0),
    },
  }
}

/** A package without routes is there for others to call. */
function isLibrary(routes: readonly ReadRoute[], roles: ReadonlyMap<string, FileRole>): boolean {
  return !routes.some(({ fact }) => roles.get(fact.place.file) === 'application')
}

function applicationFiles(roles: ReadonlyMap<string, FileRole>): ReadonlySet<string> {
  return new Set([...roles].filter(([, role]) => role === 'application').map(([file]) => file))
}

const MOST_LIMITS_NAMED = 3

/** Files with a function that was not followed to its end are analysed only partly. */
function withLimits(files: readonly AnalysedFile[], limits: readonly AnalysisLimit[]): readonly AnalysedFile[] {
  const byFile = Map.groupBy(limits, (limit) => limit.place.file)
  return files.map((file) => {
    const found = byFile.get(file.file)
    if (found === undefined) return file
    const named = found.slice(0, MOST_LIMITS_NAMED).map((limit) => `${limit.place.symbol}: ${limit.because}`)
    const because = [file.because, ...named, found.length > MOST_LIMITS_NAMED ? `${found.length - MOST_LIMITS_NAMED} more` : '']
    return {
      ...file,
      outcome: file.outcome === 'analysed' ? 'partly' : file.outcome,
      because: because.filter((part) => part !== '').join('; '),
    }
  })
}

/** The routes by which a value enters, and is read again where it was stored. */
function withRoutes(path: TaintedPath, routes: readonly ReadRoute[], reader: Reader): TaintedPath {
  const route = path.route ?? ofMethod(reader, path, routes, routeOf(path, routes))
  const stored = path.steps.findIndex(({ what }) => what.startsWith('stored '))
  const later = stored < 0 ? [] : path.steps.slice(stored + 1)
  const readBy = later.map(({ place }) => routeAt(place, routes)).find((index) => index !== null)
  return { ...path, route, ...(typeof readBy === 'number' && readBy !== route ? { readBy } : {}) }
}

/** The route in whose handler a value enters, or through whose handler it comes from a helper that reads the request. */
function routeOf({ source, steps, parameter }: TaintedPath, routes: readonly ReadRoute[]): number | null {
  const own = routeAt(source, routes)
  if (own !== null || parameter === null) return own
  for (const { place, what } of steps) {
    if (what.startsWith('stored ')) return null
    const through = routeAt(place, routes)
    if (through !== null) return through
  }
  return null
}

/** Of the routes of one handler the one on whose way the path lies: the redirect under `if request.method == 'POST'` is of POST. */
function ofMethod(reader: Reader, { steps }: TaintedPath, routes: readonly ReadRoute[], index: number | null): number | null {
  const handler = index === null ? null : (routes[index]?.handler ?? null)
  if (handler === null || routes.filter((one) => one.handler?.function === handler.function).length < 2) return index
  const runs = ({ fact, handler: own }: ReadRoute): boolean => {
    if (own?.function !== handler.function) return false
    const others = [...instructionsOfOthers(reader, handler, fact.method)].map(({ start }) => lineAt(handler.module, start))
    return !steps.some(({ place }) => place.file === handler.module.file && others.includes(place.line))
  }
  const found = routes.findIndex(runs)
  return found < 0 ? index : found
}

function routeAt({ file, line }: Place, routes: readonly ReadRoute[]): number | null {
  const index = routes.findIndex(({ handler }) => {
    if (handler === null || handler.module.file !== file) return false
    return lineAt(handler.module, handler.function.start) <= line && line <= lineAt(handler.module, handler.function.end)
  })
  return index === -1 ? null : index
}

/** Every import of a package from outside the tree; once a file and package, at its first place. */
function packagesOf(program: Program, resolveImport: ResolveImport): readonly PackageImport[] {
  const found: PackageImport[] = []
  for (const module of program.modules) {
    const seen = new Set<string>()
    for (const one of [...module.imports].sort((a, b) => a.start - b.start)) {
      const resolved = resolveImport(module.file, one.from)
      const name = resolved.kind === 'package' ? resolved.package : ownSqlite(module.file, one.from)
      if (name === null || seen.has(name)) continue
      seen.add(name)
      found.push({ package: name, file: module.file, line: lineAt(module, one.start) })
    }
  }
  return found
}

/** The SQLite that comes with the runtime: no package, and yet where a service keeps its data. */
function ownSqlite(file: string, from: string): string | null {
  if (file.endsWith('.py')) return /^sqlite3(?:\.|$)/.test(from) ? 'python:sqlite3' : null
  return from === 'node:sqlite' || from === 'bun:sqlite' ? 'node:sqlite' : null
}
