import type { Slot } from '../ir/ir.ts'
import { flatten } from './handler-values.ts'
import type { Walk } from './javascript-nodes.ts'
import { guardKindOfName } from './known-guards.ts'
import { type SeenCall, slotText } from './reader.ts'
import type { RouterNode } from './router-graph.ts'

/** The paths below which `all` works: of `/api/*`, `/api*`, `/api/{*rest}` and `(/api|/api/*?)` it is `/api`; none where it serves one path. */
export function prefixesOf(path: string): readonly string[] {
  const ways = path.replace(/^\((.*\|.*)\)$/, '$1').split('|')
  const prefixes = ways.flatMap((way) => /^((?:\/[\w.-]+)*)\/?(?:\*\w*\??|\(\.\*\)|\{\*\w+\}|:\w+\*)$/.exec(way)?.[1] ?? [])
  return ways.every((way) => prefixes.some((prefix) => way.startsWith(prefix))) ? prefixes : []
}

/** Whether the last handler hands the request on: then it serves nothing itself. */
export function isPassedOn(walk: Walk, node: RouterNode, call: SeenCall, handlers: readonly Slot[]): boolean {
  const last = flatten(walk.reader, call, handlers).at(-1)
  if (last === undefined || (node.framework !== 'express' && node.framework !== 'koa')) return false
  const denoted = walk.reader.denoter.denote(call, last)
  if (denoted.kind === 'function') return denoted.function.parameters.length > (node.framework === 'koa' ? 1 : 2)
  return guardKindOfName(slotText(walk.reader, call, last)) !== null
}
