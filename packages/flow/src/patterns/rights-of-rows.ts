import type { IrClass, Module } from '../ir/ir.ts'
import { viewBases } from '../routes/class-views.ts'
import { isServed, type Reader } from '../routes/reader.ts'
import { wordsOf } from './context.ts'

/** Which fields of a row decide what somebody may do. */

const NAMES_PART = /^(?:roles?|groups|scopes?)$/i
/** Rows about people, by their names. */
const PEOPLE =
  / (?:users?|accounts?|members?|membership|memberships|profiles?|persons?|people|staff|employees?|players?|customers?|clients?|invites?|invitations?|collaborators?|participants?|subscribers?|assignments?|grants?|shares?|permissions?|access|api|key|token|students?|teachers?|doctors?|patients?|drivers?|agents?|managers?|sellers?|vendors?|owners?|authors?) /
const REFERS_TO_PEOPLE =
  /\b(?:ForeignKey|OneToOneField)\(\s*(?:to\s*=\s*)?["']?(?:settings\.AUTH_USER_MODEL|get_user_model\(\)|[\w.]*(?:User|Account|Member|Profile|Person|Employee|Customer)\b)/
const OF_A_LOGIN = /^\s*(?:email|username|password)\s*(?::[^=\n]+)?=/m
const DEEPEST = 6

/** The role of a rack or of a network names its part: only on a row about somebody does it say what they may do. */
export function saysWhoMay(reader: Reader, field: string, row: { readonly module: Module; readonly class: IrClass } | null): boolean {
  return row === null || !NAMES_PART.test(field) || isOfSomebody(reader, row.module, row.class, 0)
}

function isOfSomebody(reader: Reader, module: Module, row: IrClass, depth: number): boolean {
  const text = reader.textOf(module.file).slice(row.start, row.end)
  if (PEOPLE.test(` ${wordsOf(row.name).trim()} `) || REFERS_TO_PEOPLE.test(text) || OF_A_LOGIN.test(text)) return true
  if (viewBases(reader, module, row).some((name) => /^django\.contrib\.auth\./.test(name))) return true
  const bases = depth < DEEPEST ? reader.denoter.bases(module, row) : []
  return bases.some((base) => base.kind === 'class' && isOfSomebody(reader, base.module, base.class, depth + 1))
}

const IS_RIGHT = /^(?:is|can|may)_[a-z_]+$/
/** Words for the state of a thing: asked of somebody, they still are a right. */
const STATE =
  /^is_(?:active|enabled|disabled|public|private|published|open|closed|template|archived|visible|hidden|deleted|draft|default|locked|completed|finished|shared)$/
const REFUSES = /PermissionDenied|HttpResponseForbidden|\babort\(\s*403|status(?:_code)?\s*=\s*403|raise\s+\w*Forbidden/
const CALLER = /user|member|account|caller|profile|customer|person|employee|staff/i

/**
 * `if not member.is_librarian: raise PermissionDenied`: a flag that decides who is let in is a right, whatever it is called. So is one that is
 * asked for together with the caller: `filter(user=request.user, librarian=True).exists()`.
 */
export function isAskedByGuard(reader: Reader, field: string): boolean {
  const member = IS_RIGHT.test(field) ? new RegExp(`([\\w.]*)\\.${field}\\b`, 'g') : null
  const entry = new RegExp(`\\b${field}\\s*=\\s*True\\b`, 'g')
  const asks = (text: string): boolean =>
    (member !== null && [...text.matchAll(member)].some(([, owner = '']) => !STATE.test(field) || CALLER.test(owner))) ||
    [...text.matchAll(entry)].some(({ index }) => CALLER.test(argumentsRound(text, index)))
  return reader.program.modules.some((module) => {
    const text = module.language === 'python' && isServed(reader, module.file) ? reader.textOf(module.file) : ''
    return (
      text.includes(field) &&
      module.functions.some(({ index, start, end }) => {
        const own = index === 0 ? '' : text.slice(start, end)
        return own.includes(field) && REFUSES.test(own) && asks(own)
      })
    )
  })
}

/** What stands between the innermost parentheses round a place. */
function argumentsRound(text: string, at: number): string {
  let from = at
  for (let depth = 0; from > 0; from--) {
    const character = text[from - 1]
    if (character === ')') depth++
    else if (character === '(' && depth-- === 0) break
  }
  let to = at
  for (let depth = 0; to < text.length; to++) {
    const character = text[to]
    if (character === '(') depth++
    else if (character === ')' && depth-- === 0) break
  }
  return text.slice(from, to)
}
