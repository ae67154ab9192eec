/** What is done to an object, by the last word of a path: other words add something to it, a comment or a vote. */
export const ACT =
  /cancel|delete|remove|destroy|close|update|edit|change|archive|approve|confirm|reject|lock|publish|settle|refund|assign|move|transfer|rename|complete|finish|revoke|disable|enable|pin|reset|restore|hide|mark|withdraw/i

/** What a link does to an object when it is followed, by the last word of its path. */
export const LINKED_ACT =
  /^(?:cancel|delete|remove|destroy|approve|reject|confirm|accept|close|archive|publish|unpublish|enable|disable|activate|deactivate|revoke|pay|settle|complete|finish|reset|lock|unlock|hide|unsubscribe)$/i

/** What somebody does on their own account, by the last word of a path: money or a thing of theirs changes hands. */
const DEALS =
  /^(?:accept|pay|payments?|buy|purchases?|check-?out|orders?|book|bookings?|reserve|transfers?|withdraw|withdrawals?|redeem|bids?|offers?|donate|donations?|top-?up|send)$/i

/** Whether a path is for dealing on one's own account: `/offers/7/accept`, `/orders`. */
export function isDeal(path: string): boolean {
  return DEALS.test(/([^{}/]+)\/?$/.exec(path)?.[1] ?? '')
}

/** What whoever was given an invitation does with it, by the last word of a path: from then on they belong to what they were invited to. */
const JOINS = /^(?:accept|join|enter|redeem|claim)$/i

/** Whether a path takes whoever asks into something: `/invitations/7/accept`. */
export function isJoining(path: string): boolean {
  return JOINS.test(/\}\/([^{}/]+)\/?$/.exec(path)?.[1] ?? '')
}

/** What brings a thing to an end of its making, by the last word of a path: mostly, nothing of it may be changed from then on. */
const ENDS_MAKING =
  /^(?:submit|send|hand-?in|finali[sz]e|lock|close|complete|finish|confirm|approve|accept|pay|check-?out|sign|issue|archive|cancel|withdraw|decision|decide|settle)$/i

/** Whether a path ends the making of a thing: `/applications/7/submit`. */
export function endsMaking(path: string): boolean {
  return ENDS_MAKING.test(/\/([^{}/]+)\/?$/.exec(path.split('?')[0] ?? path)?.[1] ?? '')
}

/** Whether something is done to a thing as a whole, and not to its parts. */
export function isAct(path: string): boolean {
  const word = /\}\/([^{}/]+)\/?$/.exec(path)?.[1] ?? ''
  return endsMaking(path) || ACT.test(word) || LINKED_ACT.test(word) || DEALS.test(word)
}
