import { randomUUID } from 'node:crypto';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { env } from '../env.js';
import { AppError } from '../http/errors.js';
import { prisma, s3 } from '../infra.js';
import { enter } from './rooms.js';

export const MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'application/pdf', 'text/plain'] as const;
const MAX_BYTES = 20 * 1024 * 1024;
const PER_DAY = 200;

const objectKey = (file: { id: string; roomId: string }): string => `rooms/${file.roomId}/${file.id}`;

export async function prepareUpload(userId: string, roomId: string, name: string, mediaType: (typeof MEDIA_TYPES)[number]) {
  await enter(userId, roomId);
  const recent = await prisma.file.count({ where: { roomId, uploaderId: userId, createdAt: { gt: new Date(Date.now() - 86_400_000) } } });
  if (recent >= PER_DAY) throw AppError.tooMany();

  const file = await prisma.file.create({ data: { id: randomUUID(), roomId, uploaderId: userId, name, mediaType } });
  const form = await createPresignedPost(s3, {
    Bucket: env.S3_BUCKET,
    Key: objectKey(file),
    Expires: 120,
    Fields: { 'Content-Type': mediaType },
    Conditions: [
      ['content-length-range', 1, MAX_BYTES],
      ['eq', '$Content-Type', mediaType],
    ],
  });
  return { id: file.id, url: form.url, fields: form.fields };
}

export async function downloadUrl(userId: string, fileId: string): Promise<string> {
  const file = await prisma.file.findFirst({ where: { id: fileId, room: { members: { some: { userId } } } } });
  if (!file) throw AppError.notFound();
  const command = new GetObjectCommand({
    Bucket: env.S3_BUCKET,
    Key: objectKey(file),
    ResponseContentType: file.mediaType,
    ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  });
  return getSignedUrl(s3, command, { expiresIn: 60 });
}
