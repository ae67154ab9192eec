/** What is done to an object, by the last word of a path: other words add something to it, a comment or a vote. */
export const ACT =
  /cancel|delete|remove|destroy|close|update|edit|change|archive|approve|confirm|reject|lock|publish|settle|refund|assign|move|transfer|rename|complete|finish|revoke|disable|enable|pin|reset|restore|hide|mark|withdraw/i
