/** A small server that keeps the contract of the session, lists and jobs, until the tests use the real one. */
import { Hono } from 'hono'
import { type Listening, listen } from '../src/server/listen.ts'
import { serveWeb } from '../src/server/serve-web.ts'
import { listContracts } from './stub-contracts.ts'

const person = { number: '1003', name: '林若溪' }
const user = {
  id: 'u1',
  name: '林若溪（1003）',
  signInName: '1003',
  person,
  roles: ['salesperson'],
  mustChangePassword: false,
  twoFactorEnabled: false,
}
const all = { read: 'all', create: 'all', approve: 'all' }
const resources = [
  'statement',
  'contract',
  'customer',
  'receipt',
  'acceptance',
  'return',
  'product',
  'person',
]
const may = Object.fromEntries(
  [...resources, 'import', 'review', 'policy', 'settlement'].map((name) => [name, all]),
)
const job = {
  id: 'j1',
  kind: 'import',
  title: '导入 2026年10月回款',
  status: 'running',
  done: 320,
  total: 800,
  stage: '核对合同号',
  result: null,
  error: null,
}

/** Who is signed in is one variable: a stub serves one browser. Sign-in with `totp` or `change` as the name asks for more. */
export function stubServer(folder: string): Promise<Listening> {
  const app = new Hono()
  let signedIn = false
  app.get('/api/workbench', (c) => c.json({ waiting: [], beginning: [], mine: null, team: null }))
  app.get('/api/session/options', (c) =>
    c.json({
      company: '衡川仪器（示例）有限公司',
      sample: true,
      demoAccounts: [
        ['1003', '林若溪', 'salesperson'],
        ['1002', '周慕远', 'sales-manager'],
        ['1010', '许清和', 'administration'],
        ['1011', '钱思齐', 'finance'],
        ['1001', '沈若川', 'director'],
        ['1012', '叶知秋', 'auditor'],
      ].map(([name, person, role]) => ({ name, person, role, password: 'demo' })),
      oidc: null,
    }),
  )
  app.get('/api/session', (c) =>
    signedIn
      ? c.json({ user, may, company: '衡川仪器（示例）有限公司', sample: true, demo: null })
      : c.json({ code: 'not_signed_in', message: '请先登录' }, 401),
  )
  app.post('/api/session', async (c) => {
    const { name, password } = await c.req.json()
    if (password === 'wrong')
      return c.json({ code: 'sign_in_failed', message: '工号或密码不对。请检查后重试。' }, 401)
    const next = { totp: 'totp', change: 'change-password' }[name as string] ?? 'done'
    signedIn = next === 'done'
    return c.json({ next })
  })
  app.post('/api/session/totp', (c) => {
    signedIn = true
    return c.json({ next: 'done' })
  })
  app.put('/api/session/password', (c) => {
    signedIn = true
    return c.json({})
  })
  app.post('/api/session/totp-setup', (c) =>
    c.json({
      uri: 'otpauth://totp/Hengji:1003?secret=JBSWY3DPEHPK3PXP&issuer=Hengji',
      backupCodes: ['a1b2-c3d4', 'e5f6-g7h8', 'i9j0-k1l2', 'm3n4-o5p6'],
    }),
  )
  app.post('/api/session/totp-confirm', (c) => c.json({}))
  app.delete('/api/session', (c) => {
    signedIn = false
    return c.body(null, 204)
  })
  app.get('/api/jobs', (c) => c.json({ jobs: [job] }))
  app.get('/api/jobs/:id', (c) => c.json(job))
  app.get('/api/contracts', listContracts)
  app.all('/api/*', (c) => c.json({ code: 'not_found', message: '没有这个地址' }, 404))
  app.use('*', serveWeb(folder))
  return listen('127.0.0.1', 0, app.fetch)
}
