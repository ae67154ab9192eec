import { nameOf, type Reader } from './reader.ts'
import type { Attachment } from './router-graph.ts'

const FREES = /^django\.contrib\.auth\.decorators\.login_not_required$/
/** Views of Django that are marked so themselves; what derives from them keeps the mark. */
const FREED_VIEW = /^django\.contrib\.auth\.views\.(?:LoginView|PasswordReset\w*View)$/

/** Whether a view is marked as open for strangers, where the middleware of the project asks everybody else to sign in. */
export function isFreedFromLogin(reader: Reader, attachments: readonly Attachment[], bases: readonly string[] = []): boolean {
  return (
    attachments.some(({ scope, slot }) => FREES.test(nameOf(reader.denoter.denote(scope, slot)))) ||
    bases.some((base) => FREED_VIEW.test(base))
  )
}
