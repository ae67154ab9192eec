import { initTRPC, TRPCError } from '@trpc/server'
import { createRemoteJWKSet, jwtVerify } from 'jose'

const keys = createRemoteJWKSet(new URL(process.env.JWKS_URL as string))

export async function createContext({ req }: { req: Request }) {
  const token = req.headers.get('authorization')?.replace(/^Bearer /, '')
  if (!token) return { userId: null }
  const { payload } = await jwtVerify(token, keys, { audience: 'console' }).catch(() => ({ payload: null }))
  return { userId: payload?.sub ?? null }
}

const t = initTRPC.context<Awaited<ReturnType<typeof createContext>>>().create()

export const router = t.router
export const userProcedure = t.procedure.use(({ ctx, next }) => {
  if (!ctx.userId) throw new TRPCError({ code: 'UNAUTHORIZED' })
  return next({ ctx: { userId: ctx.userId } })
})
