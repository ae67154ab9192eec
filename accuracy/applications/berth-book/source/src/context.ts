import type { Request, Response } from 'express'
import { GraphQLError } from 'graphql'
import { open } from './lib/token'
import { createLoaders, type Loaders } from './loaders'
import { type UserRow, users } from './repos'

export interface Context {
  readonly req: Request
  readonly res: Response
  readonly user?: UserRow
  readonly loaders: Loaders
}

export async function userOf(req: Request): Promise<UserRow | undefined> {
  const token = req.header('authorization')?.replace(/^Bearer /, '') ?? req.cookies?.berth
  if (!token) return undefined
  const claims = open(token)
  return claims?.sub ? users.find(claims.sub) : undefined
}

export async function createContext({ req, res }: { req: Request; res: Response }): Promise<Context> {
  return { req, res, user: await userOf(req), loaders: createLoaders() }
}

type Resolver<A, R> = (parent: unknown, args: A, context: Context & { user: UserRow }) => R

/** For those who are signed in. */
export function signedIn<A, R>(resolver: Resolver<A, R>) {
  return (parent: unknown, args: A, context: Context): R => {
    if (!context.user) throw new GraphQLError('Sign in first', { extensions: { code: 'UNAUTHENTICATED' } })
    return resolver(parent, args, context as Context & { user: UserRow })
  }
}

/** For those with a role. */
export function withRole<A, R>(role: string, resolver: Resolver<A, R>) {
  return signedIn<A, R>((parent, args, context) => {
    if (context.user.role !== role) throw new GraphQLError('Not with your role', { extensions: { code: 'FORBIDDEN' } })
    return resolver(parent, args, context)
  })
}
