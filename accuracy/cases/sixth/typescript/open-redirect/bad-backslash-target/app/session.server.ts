import { createCookieSessionStorage, redirect } from 'react-router'

const storage = createCookieSessionStorage<{ userId: string }>({
  cookie: {
    name: '__courses',
    secrets: [process.env.SESSION_SECRET as string],
    httpOnly: true,
    sameSite: 'lax',
    secure: true,
    path: '/',
  },
})

export async function requireUserId(request: Request): Promise<string> {
  const session = await storage.getSession(request.headers.get('Cookie'))
  const userId = session.get('userId')
  if (!userId) throw redirect('/login')
  return userId
}
