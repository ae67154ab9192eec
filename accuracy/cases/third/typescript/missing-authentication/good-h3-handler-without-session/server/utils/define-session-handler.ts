import { createError, defineEventHandler, type EventHandler, type H3Event, useSession } from 'h3'

export interface UserSession {
  userId?: string
  teamId?: string
}

const password = process.env.SESSION_PASSWORD as string

export async function sessionOf(event: H3Event): Promise<Required<UserSession>> {
  const { data } = await useSession<UserSession>(event, { password, maxAge: 28_800 })
  if (!data.userId || !data.teamId) throw createError({ statusCode: 401, statusMessage: 'Sign in first' })
  return { userId: data.userId, teamId: data.teamId }
}

export function defineSessionHandler<T>(handler: (event: H3Event, session: Required<UserSession>) => Promise<T>): EventHandler {
  return defineEventHandler(async (event) => handler(event, await sessionOf(event)))
}
