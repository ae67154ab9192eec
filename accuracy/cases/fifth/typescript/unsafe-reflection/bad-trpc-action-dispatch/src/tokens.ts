import { jwtVerify } from 'jose'

const key = new TextEncoder().encode(process.env.JWT_KEY)

export async function userOf(header = ''): Promise<string | null> {
  try {
    const { payload } = await jwtVerify(header.replace(/^Bearer /, ''), key, { algorithms: ['HS256'] })
    return payload.sub ?? null
  } catch {
    return null
  }
}
