import { Role } from '@prisma/client';
import { bookingPolicy } from '../src/bookings/booking.policy';

const viewer = { id: 'member-1', studioId: 'studio-1', role: Role.MEMBER };

describe('bookingPolicy', () => {
  it('keeps members to their own bookings', () => {
    expect(bookingPolicy(viewer, 'read')).toEqual({ studioId: 'studio-1', ownerId: 'member-1' });
    expect(bookingPolicy(viewer, 'confirm')).toBeNull();
  });

  it('keeps managers to their studio', () => {
    expect(bookingPolicy({ ...viewer, role: Role.MANAGER }, 'confirm')).toEqual({ studioId: 'studio-1' });
  });
});
