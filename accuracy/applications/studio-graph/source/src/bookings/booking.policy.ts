import { Prisma, Role } from '@prisma/client';
import type { Viewer } from '../auth/auth.guard';

type Action = 'read' | 'cancel' | 'confirm';

/** What a viewer may do with bookings, as a condition that goes into every query; null means never. */
export const bookingPolicy = (viewer: Viewer, action: Action): Prisma.BookingWhereInput | null => {
  const studio = { studioId: viewer.studioId };
  if (viewer.role === Role.MANAGER) return studio;
  switch (action) {
    case 'read':
    case 'cancel':
      return { ...studio, ownerId: viewer.id };
    case 'confirm':
      return null;
  }
};
