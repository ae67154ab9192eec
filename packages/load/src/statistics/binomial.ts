/** Beyond this many trials the normal approximation is exact enough, and summing terms is not worth its time. */
const EXACT_TRIALS = 20_000

/** Natural logarithm of the gamma function (Lanczos, g = 7), to 15 digits for x > 0. */
export function logGamma(x: number): number {
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012,
    9.984369578019572e-6, 1.5056327351493116e-7,
  ]
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  let sum = 0.9999999999998099
  for (const [index, coefficient] of coefficients.entries()) sum += coefficient / (shifted + index + 1)
  const t = shifted + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** The smallest k with P(X <= k) >= probability, for X binomial. */
export function binomialQuantile(probability: number, trials: number, chance: number): number {
  if (chance <= 0 || trials === 0) return 0
  if (chance >= 1) return trials
  if (trials > EXACT_TRIALS) {
    const deviation = Math.sqrt(trials * chance * (1 - chance))
    return Math.min(trials, Math.max(0, Math.round(trials * chance + normalQuantile(probability) * deviation)))
  }
  const logOdds = Math.log(chance) - Math.log1p(-chance)
  let logTerm = trials * Math.log1p(-chance)
  let cumulative = Math.exp(logTerm)
  let k = 0
  while (cumulative < probability && k < trials) {
    logTerm += Math.log((trials - k) / (k + 1)) + logOdds
    cumulative += Math.exp(logTerm)
    k++
  }
  return k
}

/** Regularised incomplete beta function I_x(a, b) (continued fraction, Lentz). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
  let fraction = 1
  let c = 1
  let d = 0
  for (let step = 0; step <= 500; step++) {
    const m = step >> 1
    const numerator =
      step === 0
        ? 1
        : step % 2 === 0
          ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
          : -((a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / awayFromZero(1 + numerator * d)
    c = awayFromZero(1 + numerator / c)
    fraction *= c * d
    if (Math.abs(1 - c * d) < 1e-12) break
  }
  return front * (fraction - 1)
}

/** The x with I_x(a, b) = probability, by bisection. */
export function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0
  let high = 1
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (incompleteBeta(middle, a, b) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Quantile of the standard normal distribution (Acklam), to 1e-9 relative. */
export function normalQuantile(probability: number): number {
  if (probability <= 0) return Number.NEGATIVE_INFINITY
  if (probability >= 1) return Number.POSITIVE_INFINITY
  if (probability > 0.5) return -normalQuantile(1 - probability)
  const a = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239]
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1]
  const c = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783]
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1]
  if (probability < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(probability))
    return polynomial(c, q) / polynomial(d, q)
  }
  const q = probability - 0.5
  return (polynomial(a, q * q) * q) / polynomial(b, q * q)
}

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0
  for (const coefficient of coefficients) value = value * x + coefficient
  return value
}

function awayFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}
