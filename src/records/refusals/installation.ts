/** Starting, and the database underneath. */
import type { RefusalText } from './refusal-text.ts'

export const installationRefusals = {
  data_folder_in_use: {
    status: 409,
    text: '数据目录 {folder} 正在被另一个衡绩进程使用（进程号 {pid}，启动于 {since}）。请先停止那个进程，或换一个数据目录再启动。',
    english:
      'The data folder {folder} is in use by another Hengji process (process {pid}, started {since}). Stop it first, or start with another folder.',
  },
  data_folder_unusable: {
    status: 500,
    text: '数据目录 {folder} 无法使用：{cause}。请检查目录是否存在、是否有写入权限、磁盘是否已满。',
    english:
      'The data folder {folder} cannot be used: {cause}. Check that it exists, may be written, and that the disk is not full.',
  },
  database_unreachable: {
    status: 503,
    text: '连不上数据库 {server}：{cause}。请检查 DATABASE_URL、网络和数据库服务是否已启动。',
    english:
      'The database {server} cannot be reached: {cause}. Check DATABASE_URL, the network, and that the server runs.',
  },
  database_too_old: {
    status: 503,
    text: '数据库 {server} 的版本是 {version}，衡绩需要 PostgreSQL 15 或更高版本。请升级数据库后再启动。',
    english:
      'The database {server} is version {version}; Hengji needs PostgreSQL 15 or later. Upgrade it first.',
  },
  migration_changed: {
    status: 500,
    text: '数据库迁移文件 {file} 在执行之后被改动过。请恢复原来的文件；要改表结构，请新增一个迁移文件。',
    english:
      'The migration {file} was changed after it had been applied. Restore the file; changes to tables go into a new one.',
  },
  migration_unknown: {
    status: 500,
    text: '数据库里已经执行过迁移 {file}，但当前程序没有这个文件。这个数据库由更新版本的衡绩建立，请使用那个版本或更新的版本启动。',
    english:
      'The database has seen the migration {file}, which this program does not have. Start the version that made it, or a later one.',
  },
  port_in_use: {
    status: 409,
    text: '端口 {port} 已经被别的程序占用。请先停止那个程序，或用环境变量 PORT 换一个端口，例如 PORT={other} npm start。',
    english:
      'Port {port} is taken by another program. Stop that program, or choose another port, such as PORT={other} npm start.',
  },
  restore_not_empty: {
    status: 409,
    text: '只能恢复到空的数据库，这里已经有衡绩的数据。请换一个新的数据目录或新建一个数据库。',
    english:
      'A backup is restored into an empty database only, and this one holds data. Use a new data folder or a new database.',
  },
  backup_damaged: {
    status: 422,
    text: '备份文件 {file} 不完整或被改动过：{cause}。请重新下载或传一次；还是不行就换一份备份，并核对它能不能恢复。',
    english:
      'The backup {file} is incomplete or was changed: {cause}. Download or send it again; if that does not help, use another one and prove that it can be restored.',
  },
} as const satisfies Record<string, RefusalText>
