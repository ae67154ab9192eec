const DEFAULTS = { mails: { reminders: true, offers: false }, units: 'metric' };

function combine(target, extra) {
  for (const key of Object.keys(extra)) {
    const value = extra[key];
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      if (!target[key]) target[key] = {};
      combine(target[key], value);
    } else {
      target[key] = value;
    }
  }
  return target;
}

function withDefaults(stored, changes) {
  return combine(combine(structuredClone(DEFAULTS), stored || {}), changes);
}

function pickMails(input) {
  const mails = Object.create(null);
  for (const key of ['reminders', 'offers']) {
    if (typeof input?.[key] === 'boolean') mails[key] = input[key];
  }
  return mails;
}

module.exports = { withDefaults, pickMails };
