/** Last day of security fixes, as the makers publish it. */
const ENDS: readonly (readonly [image: RegExp, product: string, version: RegExp, dates: Readonly<Record<string, string>>])[] = [
  [
    /(?:^|\/)(?:node|nodejs)$/,
    'Node.js',
    /^v?(\d+)/,
    {
      8: '2019-12-31',
      10: '2021-04-30',
      11: '2019-06-30',
      12: '2022-04-30',
      13: '2020-06-30',
      14: '2023-04-30',
      15: '2021-06-30',
      16: '2023-09-11',
      17: '2022-06-30',
      18: '2025-04-30',
      19: '2023-06-30',
      20: '2026-04-30',
      21: '2024-06-30',
      22: '2027-04-30',
      23: '2025-06-30',
      24: '2028-04-30',
    },
  ],
  [
    /(?:^|\/)python$/,
    'Python',
    /^(2|3\.\d+)/,
    {
      2: '2020-01-01',
      '3.5': '2020-09-30',
      '3.6': '2021-12-23',
      '3.7': '2023-06-27',
      '3.8': '2024-10-07',
      '3.9': '2025-10-31',
      '3.10': '2026-10-31',
      '3.11': '2027-10-31',
      '3.12': '2028-10-31',
      '3.13': '2029-10-31',
    },
  ],
  [
    /(?:^|\/)debian$/,
    'Debian',
    /^(\d+|[a-z]+)/,
    {
      8: '2020-06-30',
      9: '2022-06-30',
      10: '2024-06-30',
      11: '2026-08-31',
      jessie: '2020-06-30',
      stretch: '2022-06-30',
      buster: '2024-06-30',
      bullseye: '2026-08-31',
    },
  ],
  [
    /(?:^|\/)ubuntu$/,
    'Ubuntu',
    /^(\d+\.\d+|[a-z]+)/,
    {
      '14.04': '2019-04-30',
      '16.04': '2021-04-30',
      '18.04': '2023-05-31',
      '20.04': '2025-05-31',
      bionic: '2023-05-31',
      focal: '2025-05-31',
      xenial: '2021-04-30',
    },
  ],
  [
    /(?:^|\/)alpine$/,
    'Alpine Linux',
    /^(3\.\d+)/,
    {
      '3.12': '2022-05-01',
      '3.13': '2022-11-01',
      '3.14': '2023-05-01',
      '3.15': '2023-11-01',
      '3.16': '2024-05-23',
      '3.17': '2024-11-22',
      '3.18': '2025-05-09',
      '3.19': '2025-11-01',
      '3.20': '2026-04-01',
      '3.21': '2026-11-01',
    },
  ],
  [/(?:^|\/)centos$/, 'CentOS', /^(?:centos)?(\d)?/, { '': '2024-06-30', 6: '2020-11-30', 7: '2024-06-30', 8: '2021-12-31' }],
  [/(?:^|\/)golang$/, 'Go', /^(1\.\d+)/, { '1.19': '2023-08-08', '1.20': '2024-02-06', '1.21': '2024-08-13', '1.22': '2025-02-11' }],
  [/(?:^|\/)openjdk$/, 'the openjdk image', /^/, { '': '2022-07-26' }],
  [
    /(?:^|\/)ruby$/,
    'Ruby',
    /^(\d\.\d)/,
    { '2.5': '2021-04-05', '2.6': '2022-04-12', '2.7': '2023-03-31', '3.0': '2024-04-23', '3.1': '2025-03-26' },
  ],
  [/(?:^|\/)php$/, 'PHP', /^(\d\.\d)/, { '7.4': '2022-11-28', '8.0': '2023-11-26', '8.1': '2025-12-31' }],
]
/** Debian releases that tags of other images name: `python:3.11-buster`. */
const SUITES: Readonly<Record<string, string>> = { jessie: '2020-06-30', stretch: '2022-06-30', buster: '2024-06-30' }

export interface EndOfLife {
  readonly product: string
  /** ISO date. */
  readonly date: string
}

/** When the release that an image carries stops, or stopped, getting fixes; null when it is not known. */
export function endOfLife(repository: string, tag: string): EndOfLife | null {
  for (const [image, product, version, dates] of ENDS) {
    if (!image.test(repository)) continue
    const release = version.exec(tag)?.[1] ?? ''
    const date = dates[release]
    if (date !== undefined) return { product: release === '' ? product : `${product} ${release}`, date }
  }
  const suite = Object.keys(SUITES).find((name) => new RegExp(`(?:^|-)${name}(?:-|$)`).test(tag))
  return suite === undefined ? null : { product: `Debian ${suite}`, date: SUITES[suite] ?? '' }
}
