import { randomUUID } from 'node:crypto';
import { PrismaClient, Role } from '@prisma/client';
import * as argon2 from 'argon2';

/** Fills a local database; asks for a password through the environment and stays away from production. */
async function seed(): Promise<void> {
  const password = process.env.SEED_PASSWORD;
  if (process.env.NODE_ENV !== 'development' || !password) throw new Error('needs NODE_ENV=development and SEED_PASSWORD');
  const prisma = new PrismaClient();
  const studioId = randomUUID();
  await prisma.account.create({
    data: { studioId, email: 'manager@studio.example', passwordHash: await argon2.hash(password), role: Role.MANAGER },
  });
  await prisma.room.createMany({ data: ['Blue', 'Green'].map((name) => ({ studioId, name })) });
  await prisma.$disconnect();
}

seed().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
