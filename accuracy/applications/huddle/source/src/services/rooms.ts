import { AppError } from '../http/errors.js';
import { Prisma } from '../generated/prisma/client.js';
import { prisma } from '../infra.js';

export type Rank = 'MEMBER' | 'OWNER';

const messageView = {
  id: true,
  body: true,
  sentAt: true,
  editedAt: true,
  author: { select: { id: true, displayName: true } },
} satisfies Prisma.MessageSelect;

type Row = Prisma.MessageGetPayload<{ select: typeof messageView }>;
const present = (row: Row) => ({ ...row, id: row.id.toString() });

const RANKING = {
  relevance: Prisma.raw('rank DESC, m.id DESC'),
  newest: Prisma.raw('m.id DESC'),
} as const;

/** Everything that touches a room starts here; strangers cannot tell whether it exists. */
export async function enter(userId: string, roomId: string, rank: Rank = 'MEMBER'): Promise<void> {
  const member = await prisma.member.findUnique({ where: { roomId_userId: { roomId, userId } }, select: { role: true } });
  if (!member) throw AppError.notFound();
  if (rank === 'OWNER' && member.role !== 'OWNER') throw AppError.forbidden();
}

export const listRooms = (userId: string) =>
  prisma.room.findMany({
    where: { members: { some: { userId } } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
    take: 200,
  });

export const createRoom = (userId: string, name: string) =>
  prisma.room.create({ data: { name, members: { create: { userId, role: 'OWNER' } } }, select: { id: true, name: true } });

export async function history(userId: string, roomId: string, before: bigint | undefined, take: number) {
  await enter(userId, roomId);
  const where: Prisma.MessageWhereInput = { roomId, ...(before === undefined ? {} : { id: { lt: before } }) };
  const rows = await prisma.message.findMany({ where, orderBy: { id: 'desc' }, take, select: messageView });
  return rows.map(present);
}

export async function post(userId: string, roomId: string, body: string) {
  await enter(userId, roomId);
  return present(await prisma.message.create({ data: { roomId, authorId: userId, body }, select: messageView }));
}

export async function edit(userId: string, roomId: string, id: bigint, body: string) {
  await enter(userId, roomId);
  const { count } = await prisma.message.updateMany({ where: { id, roomId, authorId: userId }, data: { body, editedAt: new Date() } });
  if (count === 0) throw AppError.notFound();
  return { id: id.toString(), body };
}

export async function search(userId: string, term: string, sort: keyof typeof RANKING, take: number) {
  const rows = await prisma.$queryRaw<{ id: bigint; roomId: string; body: string; sentAt: Date }[]>`
    SELECT m.id, m."roomId", m.body, m."sentAt",
           ts_rank(to_tsvector('simple', m.body), websearch_to_tsquery('simple', ${term})) AS rank
      FROM "Message" m
      JOIN "Member" mine ON mine."roomId" = m."roomId" AND mine."userId" = ${userId}::uuid
     WHERE to_tsvector('simple', m.body) @@ websearch_to_tsquery('simple', ${term})
     ORDER BY ${RANKING[sort]}
     LIMIT ${take}`;
  return rows.map(({ id, roomId, body, sentAt }) => ({ id: id.toString(), roomId, body, sentAt }));
}

/** The answer does not tell whether the address has an account. */
export async function invite(ownerId: string, roomId: string, email: string): Promise<void> {
  await enter(ownerId, roomId, 'OWNER');
  const user = await prisma.user.findUnique({ where: { email }, select: { id: true } });
  if (!user) return;
  const key = { roomId, userId: user.id };
  await prisma.member.upsert({ where: { roomId_userId: key }, create: key, update: {} });
}

export async function remove(ownerId: string, roomId: string, userId: string): Promise<void> {
  await enter(ownerId, roomId, 'OWNER');
  const { count } = await prisma.member.deleteMany({ where: { roomId, userId, role: 'MEMBER' } });
  if (count === 0) throw AppError.notFound();
}
