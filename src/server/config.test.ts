import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('everything has a default', () => {
  expect(readConfig({})).toEqual({
    config: { database: { dataDir: 'data' }, host: '127.0.0.1', port: 4870 },
  })
})

test('a server takes the place of the folder', () => {
  const url = 'postgres://me@localhost/hengji'
  expect(readConfig({ DATABASE_URL: url, HENGJI_DATA: 'elsewhere', PORT: '0', HOST: 'localhost' })).toEqual({
    config: { database: { url }, host: 'localhost', port: 0 },
  })
})

test('every mistake is told at once', () => {
  const read = readConfig({ PORT: '70000', HOST: '0.0.0.0', DATABASE_URL: 'mysql://x', HENGJI_DATA: ' ' })
  const mistakes = 'mistakes' in read ? read.mistakes.join('\n') : ''
  for (const name of ['PORT', 'HOST', 'DATABASE_URL', 'HENGJI_DATA']) expect(mistakes).toContain(name)
})

test.each([
  '0.0.0.0',
  '::',
  '192.168.1.5',
  'example.com',
  '127.0.0.1.example.com',
  'localhost.example.com',
  '',
])('without sign-in the page is for this machine only: HOST=%s is refused', (host) =>
  expect(readConfig({ HOST: host })).toHaveProperty('mistakes'),
)

test.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('HOST=%s is this machine', (host) =>
  expect(readConfig({ HOST: host })).toHaveProperty('config'),
)
