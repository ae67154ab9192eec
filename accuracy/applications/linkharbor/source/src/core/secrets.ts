import { createHash, randomBytes } from 'node:crypto';

export const fresh = (prefix = '') => prefix + randomBytes(32).toString('base64url');
export const digest = (token: string) => createHash('sha256').update(token).digest('base64url');
