import DataLoader from 'dataloader';
import type { Room } from '@prisma/client';
import type { Request } from 'express';
import type { PrismaService } from './prisma.service';

export interface GraphqlContext {
  req: Request;
  rooms: DataLoader<string, Room>;
}

/** One per request: the rooms of all listed bookings come in one query. */
export const contextFor = (prisma: PrismaService, req: Request): GraphqlContext => ({
  req,
  rooms: new DataLoader(async (ids) => {
    const rows = await prisma.room.findMany({ where: { id: { in: [...ids] } } });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? new Error('No such room'));
  }),
});
