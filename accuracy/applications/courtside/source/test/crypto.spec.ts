import { hashPassword, openDoorCode, sealDoorCode, verifyPassword } from '../src/common/crypto';

describe('crypto', () => {
  it('verifies a password', async () => {
    const hash = await hashPassword('clay court in spring');
    expect(await verifyPassword('clay court in spring', hash)).toBe(true);
    expect(await verifyPassword('grass court', hash)).toBe(false);
  });

  it('opens a sealed door code', () => {
    const key = '00112233445566778899aabbccddeeff';
    expect(openDoorCode(sealDoorCode('4711', key), key)).toBe('4711');
  });
});
