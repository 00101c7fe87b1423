/** A key that JavaScript takes for something else is dropped by whoever reads it after us; so it is looked for before. */

const hidden = '__proto__'

/** The name of such a key, anywhere in what was sent as JSON; undefined also of what is no JSON. */
export function hiddenKeyIn(text: string): string | undefined {
  // Written with escapes it is the same key.
  if (!text.includes(hidden) && !text.includes('\\u')) return undefined
  let found: string | undefined
  try {
    JSON.parse(text, function (this: object, _, value: unknown) {
      if (Object.hasOwn(this, hidden)) found = hidden
      return value
    })
  } catch {
    return undefined
  }
  return found
}
