/**
 * For two cores and 24 GB, one settlement at a time: the records stay in shared memory, a query takes one worker beside
 * its leader, tables made and filled in one transaction are not logged twice (wal_level minimal: no replicas). Everything
 * is on disk when a transaction ends.
 */
export const settings = {
  shared_buffers: '6GB',
  effective_cache_size: '16GB',
  maintenance_work_mem: '1GB',
  work_mem: '64MB',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '1',
  max_worker_processes: '8',
  jit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '16GB',
  checkpoint_timeout: '30min',
  max_connections: '40',
}

export const settingsText = Object.entries(settings)
  .map(([name, value]) => `${name}=${value}`)
  .join(', ')
