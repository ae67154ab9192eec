import { PrismaClient } from '@prisma/client'
import { GraphQLError } from 'graphql'
import { jwtVerify } from 'jose'

const prisma = new PrismaClient()
const key = new TextEncoder().encode(process.env.JWT_KEY)

export interface Context {
  prisma: PrismaClient
  customerId: string
}

export async function context({ request }: { request: Request }): Promise<Context> {
  const token = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? ''
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['sub'] })
    return { prisma, customerId: payload.sub as string }
  } catch {
    throw new GraphQLError('sign in first', { extensions: { http: { status: 401 } } })
  }
}
