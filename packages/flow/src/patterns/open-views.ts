import { functionAt, lineAt } from '../engine/program.ts'
import type { RouteFact } from '../facts.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { viewBases } from '../routes/class-views.ts'
import { isServed, type Reader } from '../routes/reader.ts'

const WRITES = /^(?:rest_framework|django\.views)\b.*\.(?:ModelViewSet|\w*(?:Create|Update)\w*|FormView)$/
/** Members by which a view names the class that reads its body. */
const READS_BODY = new Set(['serializer_class', 'form_class'])
/** Names of what lets only some callers in. */
const RESTRICTS = /admin|staff|superuser|role|manager|operator|permission_?required|modelpermissions|user_passes_test|passestest/i

/** Whether a view that everybody who is signed in may use writes rows with that class, though no route to it is in sight. */
export function hasOpenView(
  reader: Reader,
  body: { readonly module: Module; readonly class: IrClass },
  routes: readonly RouteFact[] = [],
): boolean {
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file)) continue
    for (const owner of module.classes) {
      const scope = { module, function: functionAt(module, owner.body) }
      const readsIt = owner.members.some(({ name, slot }) => {
        if (!READS_BODY.has(name) || slot < 0) return false
        const denoted = reader.denoter.denote(scope, slot)
        return denoted.kind === 'class' && denoted.class === body.class
      })
      if (!readsIt || isKeptForRole(routes, module, owner)) continue
      const bases = viewBases(reader, module, owner)
      if (!bases.some((base) => WRITES.test(base)) || bases.some((base) => RESTRICTS.test(base))) continue
      if (owner.members.some(({ name }) => name === 'get_permissions' || name === 'test_func' || name === 'permission_required')) continue
      const permissions = owner.members.find(({ name }) => name === 'permission_classes')
      const text =
        permissions === undefined
          ? ''
          : reader
              .textOf(module.file)
              .slice(permissions.start, permissions.start + 200)
              .split('\n')[0]
      if (!RESTRICTS.test(text ?? '')) return true
    }
  }
  return false
}

/** Whether every route to a view that changes something asks what the caller may do, by a mixin of the tree's own for example. */
function isKeptForRole(routes: readonly RouteFact[], module: Module, owner: IrClass): boolean {
  const line = lineAt(module, owner.start)
  const writing = routes.filter(
    ({ place, method }) => place.file === module.file && place.line === line && !/^(?:GET|HEAD|DELETE)$/.test(method),
  )
  return writing.length > 0 && writing.every(({ guards }) => guards.some(({ kind, proof }) => kind === 'role' && proof !== 'never-refuses'))
}
