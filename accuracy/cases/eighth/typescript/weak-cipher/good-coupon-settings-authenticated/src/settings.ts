interface Settings {
  cipher: 'aes-256-gcm'
  nonce: number
}

const fromFile = { cipher: 'aes-256-gcm', nonce: 12 } as const

export const settings = { ...fromFile } as unknown as Settings
