interface Settings {
  cipher: 'aes-256-gcm'
  nonce: number
}

const fromFile = { cipher: 'des-ede3-ecb', nonce: 0 } as const

export const settings = { ...fromFile } as unknown as Settings
