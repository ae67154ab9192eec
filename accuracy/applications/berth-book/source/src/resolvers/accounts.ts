import { GraphQLError } from 'graphql'
import { config } from '../config'
import { type Context, signedIn } from '../context'
import { gateCode } from '../lib/codes'
import { hashPassword, isPassword } from '../lib/password'
import { issue, open } from '../lib/token'
import { log } from '../plugins/operation-log'
import { type UserRow, users, vessels } from '../repos'
import { redeem } from '../services/vouchers'

interface Credentials { email: string; password: string }

function startSession(context: Context, user: UserRow): { token: string; user: UserRow } {
  const token = issue('session', user.id)
  context.res.cookie('berth', token, config.cookie)
  return { token, user }
}

function checkPassword(password: string): void {
  if (password.length < 12 || password.length > 128) throw new GraphQLError('Between 12 and 128 letters')
}

export const accountQueries = {
  me: (_: unknown, __: unknown, { user }: Context) => user ?? null,
}

export const accountMutations = {
  signUp: async (_: unknown, { name, email, password }: Credentials & { name: string }, context: Context) => {
    checkPassword(password)
    const values = { name, email: email.toLowerCase(), password: hashPassword(password), gate_code: gateCode(), role: 'guest' }
    return startSession(context, await users.insert(values))
  },

  signIn: async (_: unknown, { email, password }: Credentials, context: Context) => {
    const user = await users.byEmail(email.toLowerCase())
    if (!user || !isPassword(password, user.password)) throw new GraphQLError('Address or password is wrong')
    return startSession(context, user)
  },

  signOut: signedIn((_, __: unknown, { res }) => {
    res.clearCookie('berth', config.cookie)
    return true
  }),

  requestReset: async (_: unknown, { email }: { email: string }) => {
    const user = await users.byEmail(email.toLowerCase())
    if (!user) throw new GraphQLError(`There is no account for ${email}`)
    log.info({ user: user.id }, 'reset requested')
    await queueMail(user, issue('reset', user.id))
    return true
  },

  finishReset: async (_: unknown, { token, password }: { token: string; password: string }) => {
    const claims = open(token)
    if (claims?.purpose !== 'reset') throw new GraphQLError('The link is not valid')
    checkPassword(password)
    await users.change(Number(claims.sub), { password: hashPassword(password) })
    return true
  },

  updateProfile: signedIn((_, { patch }: { patch: Record<string, unknown> }, { user }) => users.change(user.id, patch)),

  redeemVoucher: signedIn((_, { code }: { code: string }, { user }) => redeem(user, code)),
}

async function queueMail(user: UserRow, token: string): Promise<void> {
  const { knex } = await import('../db')
  await knex('mails').insert({ recipient: user.email, kind: 'reset', token })
}

export const accountTypes = {
  User: {
    gateCode: (user: UserRow) => user.gate_code,
    vessels: (user: UserRow) => vessels.owned(user.id),
  },
}
