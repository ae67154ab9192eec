import { beforeEach, describe, expect, it, vi } from 'vitest';

const prisma = vi.hoisted(() => ({
  member: { findUnique: vi.fn(), deleteMany: vi.fn() },
  message: { updateMany: vi.fn() },
}));
vi.mock('../src/infra.js', () => ({ prisma, redis: {}, logger: console }));
vi.mock('../src/generated/prisma/client.js', () => ({ Prisma: { raw: (value: string) => value } }));

const { edit, enter, remove } = await import('../src/services/rooms.js');

describe('rooms', () => {
  beforeEach(() => vi.resetAllMocks());

  it('does not exist for strangers', async () => {
    prisma.member.findUnique.mockResolvedValue(null);
    await expect(enter('u', 'r')).rejects.toMatchObject({ status: 404 });
  });

  it('lets owners alone remove members', async () => {
    prisma.member.findUnique.mockResolvedValue({ role: 'MEMBER' });
    await expect(remove('u', 'r', 'other')).rejects.toMatchObject({ status: 403 });
    expect(prisma.member.deleteMany).not.toHaveBeenCalled();
  });

  it('edits own messages only', async () => {
    prisma.member.findUnique.mockResolvedValue({ role: 'MEMBER' });
    prisma.message.updateMany.mockResolvedValue({ count: 0 });
    await expect(edit('u', 'r', 5n, 'text')).rejects.toMatchObject({ status: 404 });
    expect(prisma.message.updateMany.mock.calls[0]![0].where).toMatchObject({ authorId: 'u', roomId: 'r' });
  });
});
