/** A page that says one thing: not found, refused, failed. */
import { html } from 'hono/html'
import { type Html, link, type View } from '../view.ts'

export function messagePage(view: View, title: string, help: string): Html {
  return html`
<h1>${title}</h1>
<p>${help}</p>
<p><a href="${link(view, [''])}">${view.t.home}</a></p>`
}
