import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { config } from '../config.js';
import { HttpError, notFound } from '../errors.js';
import type { Actor } from '../middleware/auth.js';
import { type Vehicle, type VehicleQuery, VehicleRepository } from '../repositories/vehicles.js';
import { PhotoRepository } from '../repositories/photos.js';

const IMAGES = new Map([['image/jpeg', 'jpg'], ['image/png', 'png'], ['image/webp', 'webp']]);
const repo = (actor: Actor) => new VehicleRepository(actor.companyId);

export const list = (actor: Actor, query: VehicleQuery) =>
  repo(actor).list(query, actor.role === 'driver' ? actor.id : undefined);

export async function get(actor: Actor, id: string): Promise<Vehicle> {
  const vehicle = await repo(actor).find(id);
  if (!vehicle || (actor.role === 'driver' && vehicle.driver_id !== actor.id)) throw notFound();
  return vehicle;
}

export const create = (actor: Actor, values: { plate: string; mileage: number }) => repo(actor).insert(values);

export async function recordMileage(actor: Actor, id: string, mileage: number): Promise<void> {
  await get(actor, id);
  if (!(await repo(actor).recordMileage(id, mileage))) throw new HttpError(409, 'Mileage cannot go down');
}

export async function addPhoto(actor: Actor, id: string, bytes: Buffer) {
  await get(actor, id);
  const kind = await fileTypeFromBuffer(bytes);
  const extension = kind && IMAGES.get(kind.mime);
  if (!extension) throw new HttpError(415, 'JPEG, PNG or WebP only');
  const file = `${randomUUID()}.${extension}`;
  await writeFile(path.join(config.UPLOAD_DIR, file), bytes, { flag: 'wx', mode: 0o640 });
  const { id: photoId } = await new PhotoRepository(actor.companyId).insert({ vehicle_id: id, file });
  return { id: photoId };
}

export async function photoFile(actor: Actor, id: string, photoId: string): Promise<string> {
  await get(actor, id);
  const photo = await new PhotoRepository(actor.companyId).find(photoId);
  if (!photo || photo.vehicle_id !== id) throw notFound();
  return photo.file;
}

const cell = (value: unknown) => {
  const text = String(value ?? '');
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

export async function exportCsv(actor: Actor): Promise<string> {
  const rows = await repo(actor).list({ sort: 'plate', direction: 'asc', limit: 5000, offset: 0 });
  return ['plate,mileage', ...rows.map((row) => [row.plate, row.mileage].map(cell).join(','))].join('\r\n');
}
