import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { classField, memberFunctions, viewBases } from '../routes/class-views.ts'
import { definitionBehind, type Reader, slotText } from '../routes/reader.ts'

const LIST_VIEW = /^django\.views\.generic\b.*\.(?:ListView|ArchiveIndexView|\w+ArchiveView)$/
/** Names under which a list view of Django hands on its rows. */
const ROWS =
  /(?:^|\W)(?:context(?:_data)?\s*(?:\[\s*|\.get\(\s*)["'](?:page_obj|object_list)["']|self\.object_list\b|self\.get_queryset\(\))/

/** The query of a list view, where the loop goes over the rows that the framework has asked for; '' for other loops. */
export function listViewQuery(reader: Reader, scope: Scope, slot: Slot): string {
  const owner = scope.module.classes[scope.function.ownerClass]
  if (owner === undefined || !viewBases(reader, scope.module, owner).some((name) => LIST_VIEW.test(name))) return ''
  const behind = definitionBehind(scope, slot)
  const written = behind === null ? '' : reader.textOf(scope.module.file).slice(behind.instruction.start, behind.instruction.end)
  if (!ROWS.test(written)) return ''
  const methods = memberFunctions(reader, scope.module, owner, 'get_queryset').map(({ module: { file }, function: { start, end } }) =>
    reader.textOf(file).slice(start, end),
  )
  const queryset = classField(reader, scope.module, owner, 'queryset')
  const own = queryset === null ? '' : slotText(reader, queryset.scope, queryset.slot)
  // A view of a model alone asks for all its rows.
  const model = classField(reader, scope.module, owner, 'model') === null ? '' : 'model.objects.all()'
  return [...methods, own === '' ? model : own].join(' ')
}
