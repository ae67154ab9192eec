import type { Operation } from './operations.ts'
import type { Probing } from './probing.ts'
import { isSuccess, jsonOf, type Reply } from './reply.ts'
import { requestOf } from './requests.ts'
import type { Session } from './session.ts'

type Fields = Readonly<Record<string, unknown>>

/** What a service tells in data of a user of ours, in a list of users or a search for them: where pages show nothing by its name, it is read there. */
export class OwnRecords {
  private readonly probing: Probing
  private places: Promise<readonly Operation[]> | null = null

  constructor(probing: Probing) {
    this.probing = probing
  }

  /** The answer with the user's own object in place of its body; null where none shows one. */
  async of(session: Session): Promise<Reply | null> {
    this.places ??= this.find()
    for (const operation of await this.places) {
      const accepted = await this.probing.acceptedBy(operation)
      if (accepted === null) continue
      const reply = await this.probing.send(session, { ...requestOf(accepted.draft), mayFail: true })
      const own = isSuccess(reply) ? recordIn(jsonOf(reply), session) : null
      if (own !== null) return { ...reply, body: JSON.stringify(own) }
    }
    return null
  }

  /** Reads that show the first user as an object of its own. */
  private async find(): Promise<readonly Operation[]> {
    const { ordinaryUser } = this.probing.identities
    if (ordinaryUser === null) return []
    const found: Operation[] = []
    for (const operation of this.probing.operations) {
      if (operation.method !== 'GET' || operation.path.includes('{') || !['other', 'admin'].includes(operation.purpose)) continue
      const accepted = await this.probing.acceptedBy(operation)
      if (accepted !== null && recordIn(jsonOf(accepted.reply), ordinaryUser) !== null) found.push(operation)
    }
    return found.slice(0, 2)
  }
}

/** The innermost object that holds the name of a user. */
function recordIn(value: unknown, { credentials }: Pick<Session, 'credentials'>, depth = 0): Fields | null {
  if (depth > 5 || typeof value !== 'object' || value === null || credentials === null) return null
  for (const child of Object.values(value).slice(0, 500)) {
    const inner = recordIn(child, { credentials }, depth + 1)
    if (inner !== null) return inner
  }
  if (Array.isArray(value)) return null
  const isOwn = Object.values(value).some((held) => held === credentials.email || held === credentials.username)
  return isOwn ? (value as Fields) : null
}
