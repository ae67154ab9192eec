import type { Block, BlockIndex } from '../../ir/ir.ts'
import { successors } from '../other-methods.ts'
import type { Reader } from '../reader.ts'
import { matchesPath } from './pattern-template.ts'
import { type Answering, type RequestTest, requestTest } from './request-tests.ts'

/** What is known of a request at a place of the handler. */
export interface Known {
  readonly method: string | null
  /** Methods that it is not. */
  readonly others: readonly string[]
  readonly path: { readonly kind: 'exact' | 'prefix' | 'pattern'; readonly text: string } | null
}

/** A path, and a method where one is asked for, that a plain server answers. */
export interface AskedPair {
  readonly known: Known
  readonly start: number
  readonly end: number
}

export type TestsOfBlocks = ReadonlyMap<BlockIndex, RequestTest>

const MOST_STATES = 5000
const ANYTHING: Known = { method: null, others: [], path: null }

export function testsOf(reader: Reader, server: Answering): TestsOfBlocks {
  const found = new Map<BlockIndex, RequestTest>()
  server.function.blocks.forEach(({ terminator }, index) => {
    const test =
      terminator.op === 'branch' && terminator.then !== terminator.else ? requestTest(reader, server, terminator.condition) : null
    if (test !== null) found.set(index, test)
  })
  return found
}

/** The pairs that the branches of a handler tell apart; a path alone stands where no method is asked for under it. */
export function askedPairs({ function: { blocks } }: Answering, tests: TestsOfBlocks): readonly AskedPair[] {
  const pairs = new Map<string, AskedPair>()
  const narrowed = new Set<string>()
  /** Methods that are asked for under their path, and not before it alone. */
  const confirmed = new Set<string>()
  const seen = new Set<string>()
  const open: { readonly at: BlockIndex; readonly known: Known }[] = [{ at: 0, known: ANYTHING }]
  for (let next = open.pop(); next !== undefined && seen.size < MOST_STATES; next = open.pop()) {
    const { at, known } = next
    const block = blocks[at]
    const key = `${at} ${keyOf(known)} ${known.others.join()}`
    if (block === undefined || seen.has(key)) continue
    seen.add(key)
    if (block.handler >= 0) open.push({ at: block.handler, known })
    const test = tests.get(at)
    const { terminator } = block
    if (test === undefined || terminator.op !== 'branch') {
      for (const to of successors(terminator)) open.push({ at: to, known })
      continue
    }
    const met = test.isTrueWhenMet ? terminator.then : terminator.else
    // The methods of the branches before it are asked for again.
    if (test.kind === 'method' && known.method === null && takes(known, test) !== null && !isForOthers(blocks, tests, met, known))
      narrowed.add(keyOf(known))
    for (const [to, isTrue] of [
      [terminator.then, true],
      [terminator.else, false],
    ] as const)
      for (const after of afterTest(known, test, isTrue)) {
        open.push({ at: to, known: after })
        if (asksMethod(known, test, isTrue) && !isForOthers(blocks, tests, to, after)) confirmed.add(keyOf(after))
        if (keyOf(after) === keyOf(known) || isForOthers(blocks, tests, to, after)) continue
        if (known.path !== null) narrowed.add(keyOf(known))
        if (after.path !== null && !pairs.has(keyOf(after)))
          pairs.set(keyOf(after), { known: after, start: terminator.start, end: terminator.end })
      }
  }
  const all = [...pairs.values()]
  return [...pairs].flatMap(([key, pair]) => {
    const isAdded = pair.known.method !== null && !confirmed.has(key) && all.some((other) => isSameBranch(pair, other))
    return narrowed.has(key) || isAdded ? [] : [pair]
  })
}

const asksMethod = ({ path }: Known, test: RequestTest, side: boolean): boolean =>
  path !== null && (test.kind === 'method' || test.kind === 'both') && side === test.isTrueWhenMet

/** Where no method is asked for, those of the branches before it add nothing. */
const isSameBranch = ({ known: { path }, start }: AskedPair, { known: other, start: otherStart }: AskedPair): boolean =>
  other.method === null && start === otherStart && path?.kind === other.path?.kind && path?.text === other.path?.text

/** Whether what follows at once asks for other paths: `else if (method === 'POST' && path === '/other')`. */
function isForOthers(blocks: readonly Block[], tests: TestsOfBlocks, from: BlockIndex, known: Known): boolean {
  let isOther = false
  let at = from
  for (let step = 0; step < blocks.length; step += 1) {
    const test = tests.get(at)
    const terminator = blocks[at]?.terminator
    const side = test === undefined || test.kind === 'method' ? null : takes(known, test)
    if (test === undefined || side === null || terminator?.op !== 'branch') return isOther
    if (side === test.isTrueWhenMet) return false
    isOther = true
    at = side ? terminator.then : terminator.else
  }
  return isOther
}

const keyOf = ({ method, path }: Known): string => `${method ?? '*'} ${path === null ? '' : `${path.kind} ${path.text}`}`

/** Which branch a request of which that is known takes: null where it may take either. */
export function takes(known: Known, test: RequestTest): boolean | null {
  const then = afterTest(known, test, true).length > 0
  return then === afterTest(known, test, false).length > 0 ? null : then
}

/** What is known on one side of a test; nothing where no such request gets there. */
function afterTest(known: Known, test: RequestTest, side: boolean): readonly Known[] {
  const isMet = side === test.isTrueWhenMet
  switch (test.kind) {
    case 'method':
      return afterMethod(known, test.values, isMet)
    case 'path':
      return isMet
        ? test.values.flatMap((text) => withPath(known, 'exact', text))
        : known.path?.kind === 'exact' && test.values.includes(known.path.text)
          ? []
          : [known]
    case 'both':
      return afterBoth(known, test.values, isMet)
    case 'prefix':
    case 'pattern':
      return isMet ? withPath(known, test.kind, test.text) : implies(known, test.kind, test.text) ? [] : [known]
  }
}

function afterMethod(known: Known, values: readonly string[], isMet: boolean): readonly Known[] {
  const { method, others } = known
  if (method !== null) return values.includes(method) === isMet ? [known] : []
  if (!isMet) return [{ ...known, others: [...new Set([...others, ...values])].sort() }]
  return values
    .filter((value) => /^[A-Z]+$/.test(value) && !others.includes(value))
    .map((value) => ({ ...known, method: value, others: [] }))
}

/** `switch (`${method} ${path}`)`. */
function afterBoth(known: Known, values: readonly string[], isMet: boolean): readonly Known[] {
  const pairs = values.map((value) => value.split(' '))
  if (!isMet)
    return pairs.some(([method, path]) => known.method === method && known.path?.kind === 'exact' && known.path.text === path)
      ? []
      : [known]
  return pairs.flatMap(([method = '', path = '']) => afterMethod(known, [method], true).flatMap((one) => withPath(one, 'exact', path)))
}

type PathKind = 'exact' | 'prefix' | 'pattern'

function withPath(known: Known, kind: PathKind, text: string): readonly Known[] {
  const { path } = known
  if (path === null) return kind !== 'exact' || text.startsWith('/') ? [{ ...known, path: { kind, text } }] : []
  if (implies(known, kind, text)) return [known]
  if (path.kind === 'exact') return []
  const isWithin =
    path.kind === 'prefix' ? kind === 'pattern' || text.startsWith(path.text) : kind === 'exact' && matchesPath(path.text, text)
  return isWithin ? [{ ...known, path: { kind, text } }] : path.kind === 'pattern' && kind === 'prefix' ? [known] : []
}

/** Whether every path of which that is known passes. */
function implies({ path }: Known, kind: PathKind, text: string): boolean {
  if (path === null) return false
  if (kind === 'prefix') return path.kind !== 'pattern' && path.text.startsWith(text)
  if (kind === 'pattern' && path.kind === 'exact') return matchesPath(text, path.text)
  return path.kind === kind && path.text === text
}
