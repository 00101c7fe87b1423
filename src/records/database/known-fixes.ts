/**
 * Minor releases that closed holes in row-level security, as far as we know them: 15.20 has the last. Of later majors
 * none is known to us, so nothing is said about them; whoever keeps to the newest minor needs no list.
 *
 * An old minor is told about, not refused: a company locked out of its wages on pay day is worse off, and the holes need
 * somebody who can already run SQL (docs/manual.md).
 */
const fixed: Readonly<Record<number, number>> = { 15: 20 }

/** @param version as in `server_version_num`: 150020 is 15.20. */
export function serverOutdated(version: number): boolean {
  const minor = fixed[Math.floor(version / 10_000)]
  return minor !== undefined && version % 10_000 < minor
}
