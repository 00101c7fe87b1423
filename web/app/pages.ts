/**
 * Every page, one entry each. To add one: a folder in web/pages, its title in web/locales, an entry here.
 *
 *     { path: '/contracts', title: 'page.contracts', icon: FileTextOutlined, group: 'records',
 *       needs: ['contract', 'read'], load: () => import('../pages/contracts/contracts-page.tsx').then((m) => m.ContractsPage) },
 *     { path: '/contracts/$number', title: 'page.contracts', needs: ['contract', 'read'], load: … },
 *
 * Without a group it is not in the navigation. `$number` is read with `usePathParam('number')`.
 */
import {
  AccountBookOutlined,
  ApartmentOutlined,
  AuditOutlined,
  CalculatorOutlined,
  CommentOutlined,
  FileDoneOutlined,
  FileTextOutlined,
  HomeOutlined,
  ImportOutlined,
  PayCircleOutlined,
  ReadOutlined,
  RollbackOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  ShopOutlined,
  TagsOutlined,
} from '@ant-design/icons'
import type { ComponentType } from 'react'
import type { Resource, Verb } from '../../src/access/permissions.ts'
import type { MessageKey } from '../i18n.ts'

export type Group = 'mine' | 'records' | 'settlement' | 'rules' | 'administration'

export const groups: readonly Group[] = ['mine', 'records', 'settlement', 'rules', 'administration']

export interface Page {
  readonly path: string
  readonly title: MessageKey
  readonly icon?: ComponentType
  readonly group?: Group
  /** The resource and verb of src/access/permissions.ts, at whatever scope. */
  readonly needs?: readonly [Resource, Verb]
  readonly load: () => Promise<ComponentType>
}

export const pages: readonly Page[] = [
  {
    path: '/',
    title: 'page.workbench',
    icon: HomeOutlined,
    group: 'mine',
    load: () => import('../pages/workbench/workbench-page.tsx').then((m) => m.WorkbenchPage),
  },
  {
    path: '/contracts',
    title: 'page.contracts',
    icon: FileTextOutlined,
    group: 'records',
    needs: ['contract', 'read'],
    load: () => import('../pages/contracts/contracts-page.tsx').then((m) => m.ContractsPage),
  },
  {
    path: '/contracts/new',
    title: 'page.contracts',
    needs: ['contract', 'create'],
    load: () => import('../pages/contracts/new-contract-page.tsx').then((m) => m.NewContractPage),
  },
  {
    path: '/contracts/$number',
    title: 'page.contracts',
    needs: ['contract', 'read'],
    load: () => import('../pages/contracts/contract-page.tsx').then((m) => m.ContractPage),
  },
  {
    path: '/reviews',
    title: 'page.reviews',
    icon: AuditOutlined,
    group: 'settlement',
    needs: ['score', 'read'],
    load: () => import('../pages/reviews/reviews-page.tsx').then((m) => m.ReviewsPage),
  },
  {
    path: '/statements',
    title: 'page.statements',
    icon: AccountBookOutlined,
    group: 'mine',
    needs: ['statement', 'read'],
    load: () => import('../pages/statements/statements-page.tsx').then((m) => m.StatementsPage),
  },
  {
    path: '/statements/$month',
    title: 'page.statements',
    needs: ['statement', 'read'],
    load: () => import('../pages/statements/statements-page.tsx').then((m) => m.StatementsPage),
  },
  {
    path: '/statements/$month/$person',
    title: 'page.statements',
    needs: ['statement', 'read'],
    load: () => import('../pages/statements/statement-page.tsx').then((m) => m.StatementPage),
  },
  {
    path: '/settlement',
    title: 'page.settlement',
    icon: CalculatorOutlined,
    group: 'settlement',
    needs: ['settlement', 'read'],
    load: () => import('../pages/settlement/settlement-page.tsx').then((m) => m.SettlementPage),
  },
  {
    path: '/settlement/$period',
    title: 'page.settlement',
    needs: ['settlement', 'read'],
    load: () => import('../pages/settlement/month-page.tsx').then((m) => m.SettlementMonthPage),
  },
  {
    path: '/policies',
    title: 'page.policies',
    icon: ReadOutlined,
    group: 'rules',
    needs: ['policy', 'read'],
    load: () => import('../pages/policies/policies-page.tsx').then((m) => m.PoliciesPage),
  },
  {
    path: '/policies/compare',
    title: 'page.policies',
    needs: ['policy-draft', 'read'],
    load: () => import('../pages/policies/compare-page.tsx').then((m) => m.ComparePage),
  },
  {
    path: '/policies/$id',
    title: 'page.policies',
    needs: ['policy', 'read'],
    load: () => import('../pages/policies/policy-page.tsx').then((m) => m.PolicyPage),
  },
  {
    path: '/policies/$id/edit',
    title: 'page.policies',
    needs: ['policy-draft', 'update'],
    load: () => import('../pages/policies/edit-page.tsx').then((m) => m.EditPage),
  },
  {
    path: '/customers',
    title: 'page.customers',
    icon: ShopOutlined,
    group: 'records',
    needs: ['customer', 'read'],
    load: () => import('../pages/customers/customers-page.tsx').then((m) => m.CustomersPage),
  },
  {
    path: '/customers/$code',
    title: 'page.customers',
    needs: ['customer', 'read'],
    load: () => import('../pages/customers/customer-page.tsx').then((m) => m.CustomerPage),
  },
  {
    path: '/receipts',
    title: 'page.receipts',
    icon: PayCircleOutlined,
    group: 'records',
    needs: ['money', 'read'],
    load: () => import('../pages/receipts/receipts-page.tsx').then((m) => m.ReceiptsPage),
  },
  {
    path: '/acceptances',
    title: 'page.acceptances',
    icon: FileDoneOutlined,
    group: 'records',
    needs: ['contract', 'read'],
    load: () => import('../pages/acceptances/acceptances-page.tsx').then((m) => m.AcceptancesPage),
  },
  {
    path: '/returns',
    title: 'page.returns',
    icon: RollbackOutlined,
    group: 'records',
    needs: ['goods-return', 'read'],
    load: () => import('../pages/returns/returns-page.tsx').then((m) => m.ReturnsPage),
  },
  {
    path: '/complaints',
    title: 'page.complaints',
    icon: CommentOutlined,
    group: 'records',
    needs: ['complaint', 'read'],
    load: () => import('../pages/complaints/complaints-page.tsx').then((m) => m.ComplaintsPage),
  },
  {
    path: '/products',
    title: 'page.products',
    icon: TagsOutlined,
    group: 'records',
    needs: ['product', 'read'],
    load: () => import('../pages/products/products-page.tsx').then((m) => m.ProductsPage),
  },
  {
    path: '/products/$code',
    title: 'page.products',
    needs: ['product', 'read'],
    load: () => import('../pages/products/product-page.tsx').then((m) => m.ProductPage),
  },
  {
    path: '/people',
    title: 'page.people',
    icon: ApartmentOutlined,
    group: 'records',
    needs: ['person', 'read'],
    load: () => import('../pages/people/people-page.tsx').then((m) => m.PeoplePage),
  },
  {
    path: '/people/$number',
    title: 'page.people',
    needs: ['person', 'read'],
    load: () => import('../pages/people/person-page.tsx').then((m) => m.PersonPage),
  },
  {
    path: '/imports',
    title: 'page.imports',
    icon: ImportOutlined,
    group: 'records',
    needs: ['import', 'read'],
    load: () => import('../pages/imports/imports-page.tsx').then((m) => m.ImportsPage),
  },
  {
    path: '/imports/uploads/$id',
    title: 'page.imports',
    needs: ['import', 'create'],
    load: () => import('../pages/imports/upload-page.tsx').then((m) => m.UploadPage),
  },
  {
    path: '/imports/$id',
    title: 'page.imports',
    needs: ['import', 'read'],
    load: () => import('../pages/imports/import-page.tsx').then((m) => m.ImportPage),
  },
  {
    path: '/audit',
    title: 'page.audit',
    icon: SafetyCertificateOutlined,
    group: 'administration',
    needs: ['audit', 'read'],
    load: () => import('../pages/audit/audit-page.tsx').then((m) => m.AuditPage),
  },
  {
    path: '/system',
    title: 'page.system',
    icon: SettingOutlined,
    group: 'administration',
    needs: ['setting', 'read'],
    load: () => import('../pages/system/system-page.tsx').then((m) => m.SystemPage),
  },
  {
    path: '/account',
    title: 'page.account',
    load: () => import('../pages/account/account-page.tsx').then((m) => m.AccountPage),
  },
]

/** The page whose navigation entry is current: the longest path that starts the address. */
export function currentPage(address: string, among: readonly Page[]): Page | undefined {
  return among
    .filter(({ path }) => address === path || (path !== '/' && address.startsWith(`${path}/`)))
    .sort((a, b) => b.path.length - a.path.length)[0]
}
