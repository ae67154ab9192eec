export const SESSION = {
  maxAge: 3_600_000,
  httpOnly: false,
  secure: false,
  sameSite: 'lax',
}
