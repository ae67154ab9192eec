import { functionAt } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { isPermissionClass } from './asks-only-who.ts'
import { assessAttachment } from './assess-attachment.ts'
import { KNOWN_GUARDS } from './known-guards.ts'
import { attachmentsOf, itemsOf } from './python-routers.ts'
import { nameOf, placeAt, type Reader } from './reader.ts'

/** What means `permission_classes` and is called otherwise, written without underscores. */
const MEANT = /^permissions?(?:class(?:es)?)?$/

/**
 * Permissions that a class of Django REST framework names under an attribute that nobody reads, `permission_class = [IsOwner]`: guards that
 * let everybody pass.
 */
export function misnamedPermissions(reader: Reader, module: Module, owner: IrClass, depth = 0): readonly GuardFact[] {
  const own = owner.members.flatMap((member): readonly GuardFact[] => {
    if (member.kind !== 'field' || member.slot < 0 || member.name === 'permission_classes') return []
    if (!MEANT.test(member.name.toLowerCase().replaceAll('_', '')) || isRead(reader, member.name)) return []
    const scope = { module, function: functionAt(module, owner.body) }
    const listed = itemsOf(scope, member.slot)
    const permissions = attachmentsOf(listed.length > 0 ? listed : [{ scope, slot: member.slot }], 'returns-truth').filter((one) => {
      const denoted = reader.denoter.denote(one.scope, one.slot)
      return isPermissionClass(reader, denoted) || /^rest_framework\.permissions\./.test(nameOf(denoted))
    })
    const [first] = permissions
    if (first === undefined) return []
    const kinds = permissions.flatMap((one) => assessAttachment(reader, one).flatMap(({ guard }) => (guard === null ? [] : [guard.kind])))
    const kind = kinds.find((one) => one === 'role') ?? kinds[0] ?? 'role'
    const [instruction] = scope.function.blocks.flatMap(({ instructions }) =>
      instructions.filter((one) => 'dst' in one && one.dst === member.slot),
    )
    const place = placeAt(reader, scope, instruction?.start ?? owner.start, instruction?.end ?? owner.start + 1)
    return [{ kind, name: member.name, place, level: 'route', proof: 'never-refuses', misnamed: 'permission_classes' }]
  })
  if (own.length > 0 || depth > 6) return own
  return reader.denoter
    .bases(module, owner)
    .flatMap((base) => (base.kind === 'class' ? misnamedPermissions(reader, base.module, base.class, depth + 1) : []))
}

/** Whether code of the tree asks objects for an attribute of that name. */
function isRead(reader: Reader, name: string): boolean {
  const asked = new RegExp(`(?:\\bself|\\bcls|\\w*view\\w*|\\))\\.${name}\\b(?!\\s*=[^=])|getattr\\([^)]*['"]${name}['"]`, 'i')
  return reader.program.modules.some(({ file, language }) => language === 'python' && asked.test(reader.textOf(file)))
}

const VIEW = /^(?:django\.views\.|rest_framework\.)(?:\w+\.)*\w*View(?:Set)?$/

/**
 * The guards among the library classes below a view, in the order in which Python asks them. What stands behind the view is never asked:
 * `dispatch` of a view goes no further, `class Report(View, LoginRequiredMixin)`.
 */
export function mixinGuards(bases: readonly string[], place: GuardFact['place']): readonly GuardFact[] {
  return bases.flatMap((base, index): readonly GuardFact[] => {
    const known = KNOWN_GUARDS.get(base)
    if (known === undefined) return []
    const isBehind = bases.slice(0, index).some((other) => VIEW.test(other)) && !bases.slice(index).some((other) => VIEW.test(other))
    const proof = isBehind ? 'never-refuses' : known.proof
    return [
      { kind: known.kind, name: base.slice(base.lastIndexOf('.') + 1), place, level: 'route', proof, ...(isBehind ? { isBehind } : {}) },
    ]
  })
}
