import type { BudgetProfile, Budgets, Policy } from '../model/policy.ts'

const MIB = 1024 * 1024

/** The policy every verdict names by version. A change of any number raises the version. */
export const POLICY: Policy = {
  version: '1.0.0',
  weights: { critical: 10, high: 6, medium: 3, low: 1, info: 0 },
  strengths: { observed: 1, tested: 0.85, read: 0.6, attested: 0.3 },
  credits: { pass: 1, partial: 0.5, fail: 0, acceptedRisk: 0 },
  caps: { openCriticalConfirmed: 49, openCriticalRead: 64, openHigh: 79, acceptedHigh: 89, areaFailed: 79 },
  bands: [
    { grade: 'A', from: 90 },
    { grade: 'B', from: 80 },
    { grade: 'C', from: 65 },
    { grade: 'D', from: 50 },
    { grade: 'F', from: 0 },
  ],
  proof: { noGradeBelow: 60, atMostBBelow: 80, plusFrom: 90 },
  advisoryMaxAgeDays: 30,
  drillMaxAgeDays: 90,
  suppressions: { maxDays: 180, criticalMaxDays: 30 },
  budgets: {
    // The reference documents' targets: p95 under 500 ms for all endpoints, 100 requests a second, under 1 % errors.
    p95Ms: 500,
    p95HardMs: 2000,
    p99Ms: 1000,
    errorRate: 0.01,
    requestsPerSecond: 100,
    outlierFactor: 5,
    drift: 0.2,
    queryMs: 50,
    cpuFraction: 0.8,
    cacheHitRatio: 0.7,
  },
  thresholds: {
    // ASVS 5.0 v5.0.0-9.2.1 wants a validity that fits the risk; the catalogue: 15 minutes advised, an hour at most.
    accessTokenSeconds: 900,
    accessTokenHardSeconds: 3600,
    // RFC 7518 section 3.2: a key of at least the hash's size, 256 bits for HS256.
    secretBytes: 32,
    loginAttempts: 10,
    // ASVS 5.0 v5.0.0-6.2.1.
    passwordLength: 8,
    bodyLimitBytes: 10 * MIB,
    // One year: ASVS 5.0 v5.0.0-3.4.1.
    hstsSeconds: 31_536_000,
    pageSize: 100,
  },
  readyNeedsProfile: ['standard', 'full'],
}

/** Sets of objectives by name: the reference documents' targets differ by what a service is for. */
export const BUDGET_PROFILES: Readonly<Record<BudgetProfile, Partial<Budgets>>> = {
  // S4 and S1: p95 under 100 ms, error rate under 0.1 %, lists from the database in 20 ms, 80 % of reads from the cache.
  strict: { p95Ms: 100, p95HardMs: 500, p99Ms: 500, errorRate: 0.001, queryMs: 20, cacheHitRatio: 0.8 },
  // S2, 100 users who browse: under 200 ms at 500 requests a second.
  browsing: { p95Ms: 200, p99Ms: 500, requestsPerSecond: 500 },
  // S2, 50 users who ask for predictions: under 500 ms at 100 requests a second.
  predicting: { p95Ms: 500, p99Ms: 1000, requestsPerSecond: 100 },
  // S2, 10 users who administer: under 300 ms at 50 requests a second.
  administering: { p95Ms: 300, p99Ms: 1000, requestsPerSecond: 50 },
}
