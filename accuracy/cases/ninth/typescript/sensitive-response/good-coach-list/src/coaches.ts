export interface Coach {
  id: number
  name: string
  passwordHash: string
  resetToken: string | null
}

export function present(coach: Coach) {
  const { passwordHash: _hash, resetToken: _token, ...rest } = coach
  return { ...rest, profile: `/coaches/${coach.id}` }
}
