import { cookies } from 'next/headers'
import { sessions } from './store'

export async function requireMember(projectId: string) {
  const jar = await cookies()
  const session = await sessions.find(jar.get('sid')?.value)
  return session?.projectIds.includes(projectId) ? session : undefined
}
