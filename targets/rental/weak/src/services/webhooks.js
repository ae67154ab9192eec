'use strict';

const crypto = require('crypto');
const logger = require('../lib/logger');
const { assertPublicUrl, parseUrl, send } = require('../lib/net');
const { badRequest } = require('../lib/errors');
const { Webhook, Delivery } = require('../db/models');

const EVENTS = ['booking.created', 'booking.changed', 'invoice.paid'];

async function check(values) {
  await assertPublicUrl(values.url);
  const { events = [] } = values;
  if (!Array.isArray(events) || !events.every((name) => EVENTS.includes(name))) throw badRequest('Unknown event');
  if (values.active !== undefined && typeof values.active !== 'boolean') throw badRequest('active is true or false');
}

const newSecret = () => `whs_${crypto.randomBytes(24).toString('base64url')}`;

async function deliver(hook, event, payload) {
  const body = JSON.stringify({ event, at: new Date().toISOString(), data: payload });
  const headers = {
    'content-type': 'application/json',
    'x-branchrent-signature': crypto.createHmac('sha256', hook.secret).update(body).digest('hex'),
  };
  const answer = await send(parseUrl(hook.url), { method: 'POST', headers, body, maxBytes: 65536 });
  await Delivery.create({ webhookId: hook.id, event, payload: body, statusCode: answer.status });
  return answer;
}

const pause = (attempt) => new Promise((resolve) => setTimeout(resolve, 300 * 2 ** attempt + Math.random() * 150).unref());

async function publish(branchId, event, payload) {
  try {
    const hooks = await Webhook.findAll({ where: { branchId, active: true } });
    for (const hook of hooks.filter((h) => h.events.includes(event))) {
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const answer = await deliver(hook, event, payload).catch(() => null);
        if (answer && answer.status < 500) break;
        await pause(attempt);
      }
    }
  } catch (error) {
    logger.error('webhooks', { branchId, reason: error.message });
  }
}

module.exports = { check, newSecret, deliver, publish };
