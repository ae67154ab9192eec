import type { Knex } from 'knex';
import { ScopedRepository } from './scoped.js';

export interface Vehicle {
  id: string;
  plate: string;
  driver_id: string | null;
  mileage: number;
  created_at: Date;
}
export const SORTS = { plate: 'plate', mileage: 'mileage', newest: 'created_at' } as const;
export interface VehicleQuery {
  search?: string | undefined;
  sort: keyof typeof SORTS;
  direction: 'asc' | 'desc';
  limit: number;
  offset: number;
}
const COLUMNS = ['id', 'plate', 'driver_id', 'mileage', 'created_at'] as const;
const escapeLike = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

export class VehicleRepository extends ScopedRepository<Vehicle> {
  constructor(companyId: string, conn?: Knex) {
    super('vehicles', COLUMNS, companyId, conn);
  }

  list({ search, sort, direction, limit, offset }: VehicleQuery, driverId?: string): Promise<Vehicle[]> {
    const query = this.rows().select(...COLUMNS);
    if (search) query.whereRaw('plate ILIKE ?', [`${escapeLike(search)}%`]);
    if (driverId) query.where({ driver_id: driverId });
    return query.orderByRaw(`?? ${direction === 'desc' ? 'DESC' : 'ASC'}`, [SORTS[sort]]).orderBy('id').limit(limit).offset(offset);
  }

  /** Mileage only goes up; the comparison and the write are one statement. */
  async recordMileage(id: string, mileage: number): Promise<boolean> {
    const changed = await this.rows().where({ id }).andWhere('mileage', '<=', mileage).update({ mileage });
    return changed === 1;
  }
}
