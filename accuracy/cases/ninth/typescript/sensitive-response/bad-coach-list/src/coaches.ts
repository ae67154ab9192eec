export interface Coach {
  id: number
  name: string
  passwordHash: string
  resetToken: string | null
}

export function present(coach: Coach) {
  return { ...coach, profile: `/coaches/${coach.id}` }
}
