import { ScopedRepository } from './scoped.js';

export interface Photo {
  id: string;
  vehicle_id: string;
  file: string;
}

export class PhotoRepository extends ScopedRepository<Photo> {
  constructor(companyId: string) {
    super('photos', ['id', 'vehicle_id', 'file'], companyId);
  }
}
