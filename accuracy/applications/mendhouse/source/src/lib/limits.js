import { rateLimit } from 'express-rate-limit';

const shared = { standardHeaders: 'draft-7', legacyHeaders: false };
const minutes = (n) => n * 60 * 1000;

export const everyRequest = () => rateLimit({ ...shared, windowMs: minutes(1), limit: 240 });

function whoKnocks(req) {
  if (req.person) return `person:${req.person.id}`;
  const email = req.body?.email;
  return typeof email === 'string' ? `door:${email.trim().toLowerCase().slice(0, 254)}` : `net:${req.ip}`;
}

/** Two fences around the door: by address of the network and by address of the person. */
export const atTheDoor = () => [
  rateLimit({ ...shared, windowMs: minutes(15), limit: 30 }),
  rateLimit({ ...shared, windowMs: minutes(15), limit: 6, keyGenerator: whoKnocks }),
];

export const costly = () => rateLimit({ ...shared, windowMs: minutes(10), limit: 20, keyGenerator: (req) => `person:${req.person.id}` });
