/** One policy to read: a version by its number, or a draft (d12) with what it changes and the decision about it. */
import { usePathParam } from '../../app/address.ts'
import { isDraftId } from './data.ts'
import { DraftPage } from './draft-page.tsx'
import { VersionPage } from './version-page.tsx'

export function PolicyPage() {
  const id = usePathParam('id')
  return isDraftId(id) ? <DraftPage key={id} id={id.slice(1)} /> : <VersionPage key={id} id={id} />
}
