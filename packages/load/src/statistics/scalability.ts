/** Throughput at a concurrency. */
export interface ScalabilityPoint {
  readonly concurrency: number
  readonly ratePerSecond: number
}

/** Universal Scalability Law: rate(N) = perUser * N / (1 + contention * (N - 1) + coherency * N * (N - 1)). */
export interface Scalability {
  /** Rate of a single user. */
  readonly perUser: number
  /** Share of work that waits in line (sigma). */
  readonly contention: number
  /** Cost of keeping workers consistent (kappa). */
  readonly coherency: number
  /** Concurrency of the highest rate; null when it only levels off. */
  readonly peakConcurrency: number | null
  /** Highest rate the law allows; null when it grows without bound. */
  readonly peakRate: number | null
  /** Root mean square of the relative residuals. */
  readonly misfit: number
}

type Vector = readonly [number, number, number]

/**
 * Fits the law by least squares of the relative errors: N / rate is linear in its coefficients. Coefficients that come out negative are
 * held at zero. Null with fewer than three different concurrencies.
 */
export function fitScalability(points: readonly ScalabilityPoint[]): Scalability | null {
  const usable = points.filter(({ concurrency, ratePerSecond }) => concurrency >= 1 && ratePerSecond > 0)
  if (new Set(usable.map(({ concurrency }) => concurrency)).size < 3) return null
  let best: Scalability | null = null
  for (const columns of [[0, 1, 2], [0, 1], [0, 2], [0]]) {
    const solved = leastSquares(usable, columns)
    if (solved === null || solved[0] <= 0 || solved[1] < 0 || solved[2] < 0) continue
    const fit = scalabilityOf(solved, usable)
    if (best === null || fit.misfit < best.misfit) best = fit
  }
  return best
}

export function rateAt({ perUser, contention, coherency }: Scalability, concurrency: number): number {
  return (perUser * concurrency) / (1 + contention * (concurrency - 1) + coherency * concurrency * (concurrency - 1))
}

function scalabilityOf([inverse, line, curve]: Vector, points: readonly ScalabilityPoint[]): Scalability {
  const law = {
    perUser: 1 / inverse,
    contention: line / inverse,
    coherency: curve / inverse,
    peakConcurrency: null,
    peakRate: null,
    misfit: 0,
  }
  const squares = points.reduce((sum, { concurrency, ratePerSecond }) => sum + (rateAt(law, concurrency) / ratePerSecond - 1) ** 2, 0)
  const misfit = Math.sqrt(squares / points.length)
  if (law.coherency > 1e-12 && law.contention < 1) {
    const peakConcurrency = Math.max(1, Math.sqrt((1 - law.contention) / law.coherency))
    return { ...law, misfit, peakConcurrency, peakRate: rateAt(law, peakConcurrency) }
  }
  return { ...law, misfit, peakRate: law.contention > 1e-12 ? law.perUser / law.contention : null }
}

/** Solves the weighted normal equations for the chosen columns; the others are zero. */
function leastSquares(points: readonly ScalabilityPoint[], columns: readonly number[]): Vector | null {
  const size = columns.length
  const matrix = Array.from({ length: size }, () => new Array<number>(size + 1).fill(0))
  for (const { concurrency: n, ratePerSecond } of points) {
    const weight = (ratePerSecond / n) ** 2
    const basis = [1, n - 1, n * (n - 1)]
    for (const [i, column] of columns.entries()) {
      const row = matrix[i] ?? []
      for (const [j, other] of columns.entries()) row[j] = (row[j] ?? 0) + weight * (basis[column] ?? 0) * (basis[other] ?? 0)
      row[size] = (row[size] ?? 0) + (weight * (basis[column] ?? 0) * n) / ratePerSecond
    }
  }
  const solution = solve(matrix)
  if (solution === null) return null
  const full: [number, number, number] = [0, 0, 0]
  for (const [i, column] of columns.entries()) full[column] = solution[i] ?? 0
  return full
}

/** Gaussian elimination with pivoting; null when singular. */
function solve(matrix: number[][]): number[] | null {
  const size = matrix.length
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column + 1; row < size; row++)
      if (Math.abs(matrix[row]?.[column] ?? 0) > Math.abs(matrix[pivot]?.[column] ?? 0)) pivot = row
    const pivotRow = matrix[pivot] ?? []
    const divisor = pivotRow[column] ?? 0
    if (Math.abs(divisor) < 1e-300) return null
    matrix[pivot] = matrix[column] ?? []
    matrix[column] = pivotRow
    for (const [index, row] of matrix.entries()) {
      if (index === column) continue
      const factor = (row[column] ?? 0) / divisor
      for (let k = column; k <= size; k++) row[k] = (row[k] ?? 0) - factor * (pivotRow[k] ?? 0)
    }
  }
  return matrix.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1))
}
