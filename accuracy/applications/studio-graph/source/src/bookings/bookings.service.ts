import { InjectQueue } from '@nestjs/bullmq';
import { BadRequestException, ConflictException, ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { Booking, BookingStatus, Prisma } from '@prisma/client';
import type { Queue } from 'bullmq';
import type { Viewer } from '../auth/auth.guard';
import { PrismaService } from '../common/prisma.service';
import { bookingPolicy } from './booking.policy';
import type { BookingsArgs, HoldInput } from './booking.types';

const DAY = 24 * 3600 * 1000;
const HOLD_MINUTES = 15;

@Injectable()
export class BookingsService {
  constructor(
    private readonly prisma: PrismaService,
    @InjectQueue('holds') private readonly holds: Queue<{ bookingId: string }>,
  ) {}

  list(viewer: Viewer, { sort, first, after }: BookingsArgs): Promise<Booking[]> {
    const where = bookingPolicy(viewer, 'read');
    if (!where) throw new ForbiddenException();
    return this.prisma.booking.findMany({
      where,
      orderBy: [{ [sort]: 'asc' }, { id: 'asc' }],
      take: first,
      ...(after ? { cursor: { id: after }, skip: 1 } : {}),
    });
  }

  async hold(viewer: Viewer, input: HoldInput): Promise<Booking> {
    const length = input.endsAt.getTime() - input.startsAt.getTime();
    if (length <= 0 || length > DAY || input.startsAt.getTime() < Date.now()) throw new BadRequestException('Bad period');
    const booking = await this.prisma.$transaction(async (tx) => {
      // The row of the room is the lock under which its calendar is read and written.
      const rooms = await tx.$queryRaw<{ id: string }[]>(
        Prisma.sql`SELECT id FROM "Room" WHERE id = ${input.roomId}::uuid AND "studioId" = ${viewer.studioId}::uuid FOR UPDATE`,
      );
      if (rooms.length === 0) throw new NotFoundException('No such room');
      const earlier = await tx.booking.findUnique({
        where: { ownerId_requestKey: { ownerId: viewer.id, requestKey: input.requestKey } },
      });
      if (earlier) return earlier;
      const taken = await tx.booking.findFirst({
        where: {
          roomId: input.roomId,
          status: { not: BookingStatus.CANCELLED },
          startsAt: { lt: input.endsAt },
          endsAt: { gt: input.startsAt },
        },
        select: { id: true },
      });
      if (taken) throw new ConflictException('The room is taken');
      return tx.booking.create({
        data: {
          studioId: viewer.studioId,
          ownerId: viewer.id,
          requestKey: input.requestKey,
          roomId: input.roomId,
          startsAt: input.startsAt,
          endsAt: input.endsAt,
          note: input.note,
        },
      });
    });
    await this.holds.add('expire', { bookingId: booking.id }, { jobId: `expire-${booking.id}`, delay: HOLD_MINUTES * 60_000 });
    return booking;
  }

  confirm(viewer: Viewer, id: string): Promise<Booking> {
    return this.move(id, bookingPolicy(viewer, 'confirm'), [BookingStatus.HELD], BookingStatus.CONFIRMED);
  }

  cancel(viewer: Viewer, id: string): Promise<Booking> {
    const from = [BookingStatus.HELD, BookingStatus.CONFIRMED];
    return this.move(id, bookingPolicy(viewer, 'cancel'), from, BookingStatus.CANCELLED);
  }

  async expire(id: string): Promise<void> {
    await this.prisma.booking.updateMany({
      where: { id, status: BookingStatus.HELD },
      data: { status: BookingStatus.CANCELLED },
    });
  }

  private async move(id: string, allowed: Prisma.BookingWhereInput | null, from: BookingStatus[], to: BookingStatus): Promise<Booking> {
    if (!allowed) throw new ForbiddenException();
    const { count } = await this.prisma.booking.updateMany({ where: { ...allowed, id, status: { in: from } }, data: { status: to } });
    if (count === 0) throw new NotFoundException('No such booking');
    return this.prisma.booking.findUniqueOrThrow({ where: { id } });
  }
}
