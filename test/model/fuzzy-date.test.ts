import { parseFuzzyDate } from '../../src/model/fuzzy-date.js'

test.each([
  ['2025-01-30', { value: '2025-01-30', precision: 'DAY', from: '2025-01-30', to: '2025-01-30' }],
  ['2025-01', { value: '2025-01-01', precision: 'MONTH', from: '2025-01-01', to: '2025-01-31' }],
  ['2025-02', { value: '2025-02-01', precision: 'MONTH', from: '2025-02-01', to: '2025-02-28' }],
  ['2024-02', { value: '2024-02-01', precision: 'MONTH', from: '2024-02-01', to: '2024-02-29' }],
  ['2025-12', { value: '2025-12-01', precision: 'MONTH', from: '2025-12-01', to: '2025-12-31' }],
  ['2025', { value: '2025-01-01', precision: 'YEAR', from: '2025-01-01', to: '2025-12-31' }],
  ['2020s', { value: '2020-01-01', precision: 'DECADE', from: '2020-01-01', to: '2029-12-31' }],
])('%s lasts from its first day to its last', (text, parts) => {
  expect(parseFuzzyDate(text)).toEqual(parts)
})

test.each([
  '',
  '25',
  '2025-13',
  '2025-00',
  '2025-1',
  '2025-02-29',
  '2025-01-32',
  '2021s',
  '2020S',
  ' 2025',
  '2025-01-01T00:00:00Z',
])('"%s" is no date', (text) => {
  expect(parseFuzzyDate(text)).toBeNull()
})
