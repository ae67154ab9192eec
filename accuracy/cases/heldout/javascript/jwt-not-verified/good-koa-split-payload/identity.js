import { jwtVerify } from 'jose'

const KEY = new TextEncoder().encode(process.env.JWT_KEY)

export async function identity(token) {
  const { payload } = await jwtVerify(token, KEY, { algorithms: ['HS256'] })
  return payload
}
