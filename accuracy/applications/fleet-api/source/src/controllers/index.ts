import { Router } from 'express';
import multer from 'multer';
import swaggerUi from 'swagger-ui-express';
import { z } from 'zod';
import { config } from '../config.js';
import { HttpError } from '../errors.js';
import { as, EVERYONE, OFFICE, requireRole } from '../middleware/auth.js';
import { throttleAddress, throttleLogin, throttleUpload } from '../middleware/limits.js';
import { document } from '../openapi.js';
import * as sessions from '../services/sessions.js';
import * as vehicles from '../services/vehicles.js';

const id = z.object({ id: z.uuid() });
const photoIds = id.extend({ photo: z.uuid() });
const credentials = z.object({ email: z.email().max(254).toLowerCase(), password: z.string().min(1).max(128) });
const token = z.object({ refresh: z.string().length(43) });
const mileage = z.number().int().min(0).max(9_999_999);
const vehicle = z.strictObject({ plate: z.string().regex(/^[A-Z0-9 -]{2,12}$/), mileage });
const listing = z.object({
  search: z.string().max(12).optional(),
  sort: z.enum(['plate', 'mileage', 'newest']).default('newest'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
});
const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 4 * 1024 * 1024, files: 1, fields: 0 } });

export const routes = Router();

routes.post('/sessions', throttleAddress, async (req, res) => {
  const { email, password } = credentials.parse(req.body);
  await throttleLogin(email);
  res.status(201).json(await sessions.login(email, password));
});
routes.post('/sessions/refresh', throttleAddress, async (req, res) => {
  res.json(await sessions.refresh(token.parse(req.body).refresh));
});
routes.post('/sessions/end', throttleAddress, async (req, res) => {
  await sessions.logout(token.parse(req.body).refresh);
  res.sendStatus(204);
});

routes.get('/vehicles', as(EVERYONE, async (actor, req, res) => res.json(await vehicles.list(actor, listing.parse(req.query)))));
routes.post('/vehicles', as(OFFICE, async (actor, req, res) => res.status(201).json(await vehicles.create(actor, vehicle.parse(req.body)))));
routes.get('/vehicles.csv', as(OFFICE, async (actor, _req, res) => {
  res.attachment('vehicles.csv').type('text/csv').send(await vehicles.exportCsv(actor));
}));
routes.get('/vehicles/:id', as(EVERYONE, async (actor, req, res) => res.json(await vehicles.get(actor, id.parse(req.params).id))));
routes.put('/vehicles/:id/mileage', as(EVERYONE, async (actor, req, res) => {
  await vehicles.recordMileage(actor, id.parse(req.params).id, z.object({ mileage }).parse(req.body).mileage);
  res.sendStatus(204);
}));
routes.post('/vehicles/:id/photos', throttleUpload, requireRole(...EVERYONE), upload.single('photo'), as(EVERYONE, async (actor, req, res) => {
  if (!req.file) throw new HttpError(422, 'A photo is needed');
  res.status(201).json(await vehicles.addPhoto(actor, id.parse(req.params).id, req.file.buffer));
}));
routes.get('/vehicles/:id/photos/:photo', as(EVERYONE, async (actor, req, res) => {
  const ids = photoIds.parse(req.params);
  res.sendFile(await vehicles.photoFile(actor, ids.id, ids.photo), { root: config.UPLOAD_DIR, dotfiles: 'deny' });
}));

routes.use('/docs', requireRole('admin'), swaggerUi.serve, swaggerUi.setup(document));
