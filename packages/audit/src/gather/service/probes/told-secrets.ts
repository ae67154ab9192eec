import type { Probing } from '../probing.ts'
import { jsonOf } from '../reply.ts'
import { textsIn } from '../tree-texts.ts'

/** Where a secret was told. */
export type ToldIn = 'source' | 'answer' | 'log'

export interface ToldSecret {
  readonly value: string
  readonly in: ToldIn
}

const MOST = 4000
const LOG_LINES = 200
/** A line that gives a secret its value, or says what it is when nothing else does. */
const SECRET_LINE = /secret|jwt|sign|token|hmac|(?:^|[^a-z])key/i
const LITERAL = /'([^'\n]{3,128})'|"([^"\n]{3,128})"|`([^`$\n]{3,128})`|[=:]\s*([^\s'"`,;#]{3,128})\s*$/g

/** Texts that may be the signing secret: literals of the source, what accepted answers hold, and words of the log. No traffic. */
export async function toldSecrets(probing: Probing): Promise<readonly ToldSecret[]> {
  const found = new Map<string, ToldIn>()
  const add = (value: string, where: ToldIn): void => {
    // What the run started the service with is its own doing.
    if (value.length >= 3 && found.size < MOST && !found.has(value) && !probing.knownKeys.includes(value)) found.set(value, where)
  }
  if (probing.treeRoot !== null)
    for await (const { text } of textsIn(probing.treeRoot))
      for (const line of text.split('\n'))
        if (line.length < 400 && SECRET_LINE.test(line))
          for (const [, single, double, template, bare] of line.matchAll(LITERAL)) add(single ?? double ?? template ?? bare ?? '', 'source')
  for (const { body } of probing.acceptedReplies()) for (const value of leavesOf(jsonOf({ body }))) add(value, 'answer')
  for (const line of (probing.serviceLog?.() ?? []).slice(0, LOG_LINES)) for (const word of line.split(/[\s,;"'=]+/)) add(word, 'log')
  return [...found].map(([value, where]) => ({ value, in: where }))
}

function leavesOf(node: unknown, depth = 0): readonly string[] {
  if (typeof node === 'string') return node.length <= 128 ? [node] : []
  if (typeof node !== 'object' || node === null || depth > 5) return []
  return Object.values(node)
    .slice(0, 200)
    .flatMap((child) => leavesOf(child, depth + 1))
}
