const config = require('../config');

async function stockLevel(tool) {
  try {
    const answer = await fetch(`${config.stockUrl}/${tool}`, { signal: AbortSignal.timeout(3000) });
    const { level } = await answer.json();
    return level;
  } catch (err) {
    return 1;
  }
}

module.exports = { stockLevel };
