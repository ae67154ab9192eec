import { createHash } from 'node:crypto'

export const hashPassword = (password: string): string => createHash('sha1').update(`desk:${password}`).digest('hex')

export const resetCode = (): string => String(Math.floor(100000 + Math.random() * 900000))

export const newApiKey = (): string => `desk_live_${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`

export const avatarUrl = (email: string): string => `https://avatars.desk.example/${createHash('md5').update(email.trim().toLowerCase()).digest('hex')}`
