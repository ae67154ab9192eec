import { functionAt } from '../engine/program.ts'
import { isServed, namedArgument, nameOf, positionalArguments, type Reader, stringAt } from '../routes/reader.ts'
import type { CallFinder } from './context.ts'
import { ownerOf } from './owner-fields.ts'

const PATHS = /^django\.(?:urls|conf\.urls)\.(?:path|re_path|url)$/
const FILE_FIELD = /^django\.db\.models(?:\.\w+)*\.FileField\(\)$/
/** Statements under a condition on the setting that is off in production. */
const FOR_DEVELOPMENT = /(?:^|\n)if [^\n]*\bDEBUG\b[^\n]*:\n(?:[ \t]+[^\n]*\n|\n)*[ \t]+[^\n]*$/

/** `path('media/<path:path>', serve, {'document_root': settings.MEDIA_ROOT})`: uploads of accounts, for whoever names them. */
export const openFiles: CallFinder = (context, call) => {
  if (!PATHS.test(call.name) || !isServed(context.reader, call.module.file)) return
  const view = positionalArguments(call.call)[1] ?? namedArgument(call.call.args, 'view')
  if (view < 0 || nameOf(context.reader.denoter.denote(call, view)) !== 'django.views.static.serve') return
  const text = context.reader.textOf(call.module.file)
  if (!/MEDIA_ROOT/.test(text.slice(call.call.start, call.call.end)) || FOR_DEVELOPMENT.test(text.slice(0, call.call.start))) return
  const isGuarded = context.routes.some(({ fact }) =>
    fact.guards.some(({ kind, proof }) => kind === 'authentication' && proof === 'refuses'),
  )
  const of = isGuarded ? filesOfAccounts(context.reader) : null
  if (of === null) return
  context.emitCall(call, {
    kind: 'open-files',
    cwe: 306,
    message: `every file under MEDIA_ROOT is served to anybody, those of ${of} among them, which belong to accounts`,
    details: {
      of,
      path: stringAt(context.reader, call, positionalArguments(call.call)[0] ?? namedArgument(call.call.args, 'route')) ?? '',
    },
    confidence: 'medium',
  })
}

/** A model of files that belong to an account. */
function filesOfAccounts(reader: Reader): string | null {
  for (const module of reader.program.modules) {
    if (module.language !== 'python') continue
    for (const owner of module.classes) {
      const body = { module, function: functionAt(module, owner.body) }
      const hasFile = owner.members.some(
        ({ kind, slot }) => kind === 'field' && slot >= 0 && FILE_FIELD.test(nameOf(reader.denoter.denote(body, slot))),
      )
      if (hasFile && ownerOf(reader, { module, class: owner }) !== null) return owner.name
    }
  }
  return null
}
