'use strict';

const fs = require('fs').promises;
const path = require('path');
const config = require('../config');
const { badRequest, notFound } = require('../lib/errors');
const { sequelize } = require('../db/models');

const METRICS = { count: 'COUNT(*)', revenue: 'SUM(totalCents)', average: 'AVG(totalCents)' };
const HIRES = `(
  SELECT b.branchId, b.status, b.startsOn, b.totalCents, i.title AS item, i.kind, substr(b.startsOn, 1, 7) AS month
  FROM bookings b JOIN items i ON i.id = b.itemId
)`;
const GROUPS = { status: 'status', item: 'item', kind: 'kind', month: 'month' };

function checkDefinition(definition) {
  if (!definition || typeof definition !== 'object') throw badRequest('definition is missing');
  if (typeof definition.groupBy !== 'string' || definition.groupBy.length > 200) throw badRequest('definition.groupBy is a text');
  if (typeof definition.metric !== 'string' || !Object.hasOwn(METRICS, definition.metric)) throw badRequest('definition.metric is unknown');
  if (definition.from !== undefined && (typeof definition.from !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(definition.from))) throw badRequest('definition.from is a day');
  if (!Object.hasOwn(GROUPS, definition.groupBy)) throw badRequest('definition.groupBy is unknown');
}

async function run(report) {
  const { groupBy, metric, from } = report.definition;
  if (!Object.hasOwn(GROUPS, groupBy) || !Object.hasOwn(METRICS, metric)) throw badRequest('This report must be saved again');
  const sql = [
    `SELECT ${GROUPS[groupBy]} AS bucket, ${METRICS[metric]} AS value`,
    `FROM ${HIRES}`,
    'WHERE branchId IN (:branches)',
    from ? 'AND startsOn >= :from' : '',
    'GROUP BY 1 ORDER BY 2 DESC LIMIT 200',
  ].join(' ');
  return select(sql, { branches: [report.branchId], from: String(from || '') });
}

const select = (sql, replacements) => sequelize.query(sql, { replacements, type: sequelize.QueryTypes.SELECT });

const cell = (value) => {
  const text = String(value ?? '');
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${inert.replace(/"/g, '""')}"`;
};

async function exportCsv(report) {
  const rows = await run(report);
  const name = `${report.branchId}-${report.id}-${Date.now()}.csv`;
  await fs.mkdir(config.exportsDir, { recursive: true });
  await fs.writeFile(path.join(config.exportsDir, name), ['bucket,value', ...rows.map((r) => `${cell(r.bucket)},${cell(r.value)}`)].join('\r\n'));
  return { name, rows: rows.length };
}

async function readExport(branch, name) {
  const [, owner] = /^(\d+)-\d+-\d+\.csv$/.exec(String(name)) || [];
  if (Number(owner) !== branch.id) throw notFound('Export');
  return fs.readFile(path.join(config.exportsDir, name)).catch(() => { throw notFound('Export'); });
}

const summary = async (branch) => {
  const [row] = await select(
    'SELECT COUNT(*) AS bookings, COALESCE(SUM(totalCents), 0) AS turnoverCents, COUNT(DISTINCT userId) AS customers FROM bookings WHERE branchId = :branch',
    { branch: branch.id },
  );
  return { branch: branch.name, ...row };
};

module.exports = { checkDefinition, run, exportCsv, readExport, summary };
