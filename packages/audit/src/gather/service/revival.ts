import type { Identities } from './identities.ts'
import type { Reply } from './reply.ts'
import type { Session } from './session.ts'
import type { State } from './state.ts'

/** Users that a run may lose and make again; more is a service that ends them all. */
const MOST_REVIVALS = 4
/** Younger sessions were accepted a moment ago: their 401 is about the request. */
const SETTLED_MS = 2000

/** Makes users again that the service no longer knows, because something deleted, locked or disabled them. */
export class Revival {
  private readonly identities: Identities
  private readonly state: State
  private readonly checkedAt = new Map<Session, number>()
  private left = MOST_REVIVALS

  constructor(identities: Identities, state: State) {
    this.identities = identities
    this.state = state
  }

  /** Whether a refused session was lost and is now another, new user under the same name. */
  async revived(session: Session, reply: Reply): Promise<boolean> {
    if (reply.status !== 401 || session.made !== 'registered' || this.left <= 0 || this.identities.check === null) return false
    const now = Date.now()
    if (now - Math.max(session.loggedInAt, this.checkedAt.get(session) ?? 0) < SETTLED_MS) return false
    this.checkedAt.set(session, now)
    if (await this.identities.isAccepted(session)) return false
    this.left -= 1
    const fresh = await this.identities.registerUser(session.name, {})
    if (fresh === null) return false
    this.state.abandon(session)
    this.forget(session, fresh)
    become(session, fresh)
    this.identities.steps.push(`${session.name} was no longer accepted; it was registered again`)
    return true
  }

  /** The lost user is gone; the new one is to be removed through the session that takes its place. */
  private forget(session: Session, fresh: Session): void {
    const { registered } = this.identities
    const lost = registered.findIndex((entry) => entry.session === session)
    if (lost !== -1) registered.splice(lost, 1)
    for (const entry of registered) if (entry.session === fresh) entry.session = session
  }
}

function become(session: Session, fresh: Session): void {
  const { credentials, headers, token, refreshToken, userId, loginReply, loggedInAt } = fresh
  Object.assign(session, { credentials, headers, token, refreshToken, userId, loginReply, loggedInAt } satisfies Partial<Session>)
  session.renew = async () => {
    const isIn = await fresh.renew()
    if (isIn) become(session, fresh)
    return isIn
  }
}
