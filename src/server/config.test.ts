import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('everything has a default', () => {
  expect(readConfig({})).toEqual({
    config: {
      database: { dataDir: 'data' },
      folder: 'data',
      sample: true,
      host: '127.0.0.1',
      port: 4870,
      url: undefined,
      secret: undefined,
      identityProvider: undefined,
    },
  })
})

test('a server takes the place of the folder', () => {
  const url = 'postgres://me@localhost/hengji'
  expect(
    readConfig({ DATABASE_URL: url, HENGJI_DATA: 'elsewhere', PORT: '0', HOST: 'localhost' }),
  ).toMatchObject({
    config: { database: { url }, folder: 'elsewhere', host: 'localhost', port: 0 },
  })
})

test('every mistake is told at once', () => {
  const read = readConfig({
    PORT: '70000',
    HENGJI_URL: 'hengji',
    DATABASE_URL: 'mysql://x',
    HENGJI_DATA: ' ',
  })
  const mistakes = 'mistakes' in read ? read.mistakes.join('\n') : ''
  for (const name of ['PORT', 'HENGJI_URL', 'DATABASE_URL', 'HENGJI_DATA']) expect(mistakes).toContain(name)
})

test.each([
  '0.0.0.0',
  '::',
  '192.168.1.5',
  'example.com',
  '127.0.0.1.example.com',
  'localhost.example.com',
  '',
])('pay data does not travel in the open: HOST=%s needs an https address', (host) =>
  expect(readConfig({ HOST: host })).toHaveProperty('mistakes'),
)

test.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('HOST=%s is this machine', (host) =>
  expect(readConfig({ HOST: host })).toHaveProperty('config'),
)

test('other machines may come in by an encrypted address', () =>
  expect(readConfig({ HOST: '0.0.0.0', HENGJI_URL: 'https://hengji.example.cn/' })).toMatchObject({
    config: { host: '0.0.0.0', url: 'https://hengji.example.cn' },
  }))

test('an identity provider is given whole or not at all', () => {
  expect(readConfig({ OIDC_URL: 'https://login.example.cn' })).toHaveProperty('mistakes')
  const open = { OIDC_URL: 'http://login.example.cn', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }
  expect(readConfig(open)).toEqual({ mistakes: [expect.stringContaining('https://')] })
  const whole = { OIDC_URL: 'https://login.example.cn', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }
  expect(readConfig(whole)).toMatchObject({
    config: { identityProvider: { label: '公司账号', clientId: 'a' } },
  })
})
