import { SignJWT } from 'jose'

const KEY = new TextEncoder().encode(process.env.JWT_KEY)

export const tokenFor = (account) =>
  new SignJWT({ plan: account.plan }).setProtectedHeader({ alg: 'HS256' }).setSubject(account.id).setIssuedAt().sign(KEY)
