const NICKNAME = /^([a-z]+[0-9]*)+$/

export function isNickname(text: string): boolean {
  return NICKNAME.test(text)
}
