/** The shared components on one page, in the real frame, for tests and pictures. Not part of the product. */
import { pages } from '../../web/app/pages.ts'
import { start } from '../../web/start.tsx'
import { ContractPage } from './contract-page.tsx'
import { FiguresPage } from './figures-page.tsx'
import { GalleryPage } from './gallery-page.tsx'

// A contract here is the gallery's own.
await start([
  ...pages.filter(({ path }) => !path.startsWith('/contracts')),
  { path: '/gallery', title: 'page.contracts', load: async () => GalleryPage },
  { path: '/figures', title: 'page.statements', load: async () => FiguresPage },
  { path: '/contracts/$number', title: 'page.contracts', load: async () => ContractPage },
  {
    path: '/broken',
    title: 'page.contracts',
    load: async () => () => {
      throw new Error('这一页坏了')
    },
  },
  { path: '/secret', title: 'page.audit', needs: ['audit', 'read'], load: async () => () => <h1>秘密</h1> },
])
