'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { signIn } from '@/lib/auth'
import { attempts } from '@/lib/rate-limit'

const Form = z.object({ email: z.string().email(), password: z.string().min(1), next: z.string().optional() })

export type SignInState = { message: string } | undefined

export async function signInAction(_: SignInState, data: FormData): Promise<SignInState> {
  const form = Form.safeParse(Object.fromEntries(data))
  if (!form.success) return { message: 'E-mail and password are required' }
  const { email, password, next = '/' } = form.data
  if (!(await attempts.consume(email))) return { message: 'Too many attempts, try again later' }
  const session = await signIn(email, password)
  if (!session) return { message: 'E-mail or password is wrong' }
  const jar = await cookies()
  jar.set('sid', session.id, { httpOnly: true, secure: true, sameSite: 'lax', path: '/', expires: session.expiresAt })
  redirect(next.startsWith('/') ? next : '/')
}
