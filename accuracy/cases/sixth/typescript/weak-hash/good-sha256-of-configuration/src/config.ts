export interface SigningConfig {
  readonly digest: string
  readonly key: string
  readonly lifetime: number
}

export const signing: SigningConfig = {
  digest: 'sha256',
  key: process.env.LINK_KEY as string,
  lifetime: 600,
}
