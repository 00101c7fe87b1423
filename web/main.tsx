import { pages } from './app/pages.ts'
import { start } from './start.tsx'

await start(pages)
