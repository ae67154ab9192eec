import { jwtVerify } from 'jose'

const key = new TextEncoder().encode(process.env.JWT_KEY)

export async function authenticate(socket, next) {
  try {
    const { payload } = await jwtVerify(socket.handshake.auth.token ?? '', key, { algorithms: ['HS256'] })
    socket.data.user = payload.sub
    next()
  } catch {
    next(new Error('sign in first'))
  }
}
