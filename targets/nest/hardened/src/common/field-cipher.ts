import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Settings } from '../config/settings';

const NONCE = 12;
const TAG = 16;

/** Fields that are sensitive at rest, with AES-256-GCM and a nonce each. */
@Injectable()
export class FieldCipher {
  private readonly key: Buffer;

  constructor(settings: ConfigService<Settings, true>) {
    this.key = settings.get('fieldKey', { infer: true }).subarray(0, 32);
  }

  seal(text: string, owner: string): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  open(sealed: Buffer, owner: string): string {
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
  }
}
