/** A clause by its title, which opens it in the policy for those who may read that. */
import { Link } from '@tanstack/react-router'
import { useScope } from '../../app/session.ts'

interface Props {
  readonly version: number
  readonly clause: { readonly at: number; readonly title: string }
}

export function ClauseLink({ version, clause: { at, title } }: Props) {
  const reads = useScope('policy', 'read') !== undefined
  if (!reads) return title
  return (
    <Link to={`/policies/${version}`} hash={`clause-${at + 1}`}>
      {title}
    </Link>
  )
}
