import { rateLimit } from 'express-rate-limit';

const shared = { standardHeaders: 'draft-7', legacyHeaders: false };
const minutes = (n) => n * 60 * 1000;

export const everyRequest = () => rateLimit({ ...shared, windowMs: minutes(1), limit: 240 });

/** Two fences around the door: by address of the network and by address of the person. */
export const atTheDoor = () => [
  rateLimit({ ...shared, windowMs: minutes(15), limit: 30 }),
  rateLimit({ ...shared, windowMs: minutes(15), limit: 6, keyGenerator: (req) => `door:${String(req.body?.email).toLowerCase().slice(0, 254)}` }),
];

export const costly = () => rateLimit({ ...shared, windowMs: minutes(10), limit: 20, keyGenerator: (req) => `person:${req.person.id}` });
