import { createHash, randomBytes, randomInt } from 'node:crypto';
import { config } from '../config.ts';

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const tints = ['#8ecae6', '#ffb703', '#a3b18a', '#cdb4db', '#e07a5f'];

export const slug = (length = 10) => Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');
export const secretToken = () => randomBytes(24).toString('base64url');
export const resetCode = () => String(randomInt(0, 1_000_000)).padStart(6, '0');

export const hashPassword = (password: string) => createHash('sha256').update(config.pepper + password).digest('hex');
export const passwordMatches = (password: string, stored: string) => hashPassword(password) === stored;

export const fingerprint = (text: string) => createHash('md5').update(text).digest('hex');
export const anyTint = () => tints[Math.floor(Math.random() * tints.length)];
