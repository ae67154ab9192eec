const NICKNAME = /^[a-z][a-z0-9]{2,29}$/

export function isNickname(text: string): boolean {
  return NICKNAME.test(text)
}
