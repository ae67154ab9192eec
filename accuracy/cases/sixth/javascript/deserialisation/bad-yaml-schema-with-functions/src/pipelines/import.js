const mongoose = require('mongoose');
const { Document } = require('../yaml');

const Pipeline = mongoose.model(
  'Pipeline',
  new mongoose.Schema({ accountId: String, name: String, steps: [{ use: String, when: String }] }),
);

async function importPipeline(accountId, text) {
  const document = new Document(text).parse();
  const steps = (document.steps || []).slice(0, 50).map((step) => ({
    use: String(step.use),
    when: String(step.when ?? 'always'),
  }));
  const pipeline = await Pipeline.create({ accountId, name: String(document.name), steps });
  return pipeline.id;
}

module.exports = { importPipeline };
