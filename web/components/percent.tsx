import { percentOf } from './figures.ts'

/** A ratio, as decimal text: `<Percent value="0.075" />` 7.5%. */
export function Percent({ value }: { readonly value: string | null | undefined }) {
  return <span className="figures">{value === null || value === undefined ? '—' : percentOf(value)}</span>
}
