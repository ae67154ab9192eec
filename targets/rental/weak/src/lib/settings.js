'use strict';

const { merge, flatten } = require('./objects');

// What holds for a branch until it says something else.
const DEFAULTS = { openingHours: '08-17', currency: 'EUR', notifyByEmail: true };

const effective = (branch) => Object.assign(Object.create(DEFAULTS), structuredClone(branch.settings || {}));

const shownSettings = (branch) => flatten(effective(branch));
const changedSettings = (branch, patch) => ({ ...merge(effective(branch), patch) });

module.exports = { shownSettings, changedSettings };
