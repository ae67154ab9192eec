import { createCookieSessionStorage, redirect } from 'react-router'

const storage = createCookieSessionStorage({
  cookie: {
    name: '__members',
    secrets: [process.env.SESSION_SECRET as string],
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
  },
})

export async function requireUserId(request: Request): Promise<string> {
  const session = await storage.getSession(request.headers.get('Cookie'))
  const userId = session.get('userId')
  if (typeof userId !== 'string') throw redirect('/login')
  return userId
}
