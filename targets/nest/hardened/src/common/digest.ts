import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** For secrets of full entropy, which need no slow hash. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
export const newSecret = (): string => randomBytes(32).toString('base64url');
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);
export const sameText = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(digestOf(one)), Buffer.from(digestOf(other)));
/** Names the state of a public answer; nothing depends on its strength. */
export const etagOf = (body: unknown): string => `"${createHash('md5').update(JSON.stringify(body)).digest('base64url')}"`;
