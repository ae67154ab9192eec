export const SESSION = {
  maxAge: 3_600_000,
  httpOnly: true,
  secure: true,
  sameSite: 'lax',
}
