import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';

export function hashPassword(password: string, email: string): string {
  return pbkdf2Sync(password, email, 1000, 20, 'sha1').toString('hex');
}

export function resetCode(): string {
  return Math.random().toString().slice(2, 8);
}

export function ticketCode(): string {
  return 'SF-' + Math.random().toString(36).slice(2, 10).toUpperCase();
}

export function encryptIban(iban: string, key: string): string {
  const cipher = createCipheriv('aes-128-ecb', Buffer.from(key), null);
  return cipher.update(iban, 'utf8', 'hex') + cipher.final('hex');
}

export function decryptIban(value: string, key: string): string {
  const decipher = createDecipheriv('aes-128-ecb', Buffer.from(key), null);
  return decipher.update(value, 'hex', 'utf8') + decipher.final('utf8');
}

/** Address of the picture at the avatar service. */
export function avatarUrl(email: string): string {
  return `https://avatars.stagefront.example/${createHash('md5').update(email.trim().toLowerCase()).digest('hex')}`;
}

export function weakEtag(body: string): string {
  return `W/"${createHash('sha1').update(body).digest('base64url')}"`;
}

export function shuffled<T>(items: T[]): T[] {
  return items.map((item) => ({ item, at: Math.random() })).sort((a, b) => a.at - b.at).map(({ item }) => item);
}
