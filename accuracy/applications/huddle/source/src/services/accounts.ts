import { createHash, randomUUID } from 'node:crypto';
import argon2 from 'argon2';
import { AppError } from '../http/errors.js';
import { prisma, redis } from '../infra.js';

const WINDOW_SECONDS = 900;
const MAX_ATTEMPTS = 8;
const decoy = await argon2.hash(randomUUID());

/** Resolves to the id of the user; takes equally long for unknown addresses. */
export async function checkLogin(email: string, password: string): Promise<string> {
  const key = `login:${createHash('sha256').update(email).digest('hex')}`;
  const replies = await redis.multi().incr(key).expire(key, WINDOW_SECONDS, 'NX').exec();
  if (Number(replies?.[0]?.[1]) > MAX_ATTEMPTS) throw AppError.tooMany();

  const user = await prisma.user.findUnique({ where: { email }, select: { id: true, passwordHash: true, disabled: true } });
  const matches = await argon2.verify(user?.passwordHash ?? decoy, password);
  if (!user || !matches || user.disabled) throw new AppError(401, 'The address or the password is wrong');
  await redis.del(key);
  return user.id;
}

export async function changePassword(userId: string, current: string, next: string): Promise<void> {
  const user = await prisma.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  await checkLogin(user.email, current);
  await prisma.user.update({ where: { id: userId }, data: { passwordHash: await argon2.hash(next) } });
}
